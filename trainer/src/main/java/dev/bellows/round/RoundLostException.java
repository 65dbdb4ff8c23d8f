package dev.bellows.round;

/** A round has lost someone and is over; the step can be repeated in another. */
final class RoundLostException extends Exception {
  private static final long serialVersionUID = 1;

  RoundLostException(String reason) {
    super(reason);
  }
}
