package dev.bellows.job;

/** A command could not do what it was asked for, and the message says all there is to say. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Status status;

  public CommandException(Status status, String message) {
    super(message);
    this.status = status;
  }

  /** With what the command ends. */
  public Status status() {
    return status;
  }
}
