package dev.bellows.round;

import dev.bellows.spark.DataErrors;

/** A round has lost someone and is over; the step can be repeated in another. */
final class RoundLostException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason of which one line is kept: a trace that follows is in Spark's logs as well
   */
  RoundLostException(String reason) {
    super(DataErrors.inOneLine(reason));
  }
}
