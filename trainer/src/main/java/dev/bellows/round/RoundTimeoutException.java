package dev.bellows.round;

/** No step within its time; the message names who is late. */
public final class RoundTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RoundTimeoutException(String message) {
    super(message);
  }
}
