package dev.bellows.round;

/**
 * Rounds cannot go on: nobody computes within the time that the job allows, or whatever is tried is
 * lost again. The message names what was the cause.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClusterException(String message) {
    super(message);
  }
}
