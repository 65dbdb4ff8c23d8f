package dev.bellows.train;

/** Someone who computes for a run has another kernel than the others; the message names both. */
public final class KernelMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public KernelMismatchException(String message) {
    super(message);
  }
}
