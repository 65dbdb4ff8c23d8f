package dev.bellows.round;

/** A round has lost someone and is over; the step can be repeated in another. */
final class RoundLostException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason in one line; where Spark's goes on, that is a trace, which its logs have as well
   */
  RoundLostException(String reason) {
    super(reason.lines().findFirst().orElse(reason));
  }
}
