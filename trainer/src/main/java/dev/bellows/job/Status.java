package dev.bellows.job;

import dev.bellows.data.DataException;
import dev.bellows.round.ClusterException;
import dev.bellows.spark.DataErrors;
import dev.bellows.train.DivergedException;
import dev.bellows.train.KernelMismatchException;

/** With what a command ends; a scheduler can tell what it is worth to do next. */
public enum Status {
  /** Done. */
  DONE(0),
  /** Something went wrong here or on the cluster; trying again may help. */
  INTERNAL(1),
  /** The command line or the job spec is wrong. */
  SPEC(2),
  /** The data is not what the job needs. */
  DATA(3),
  /** Training left the finite numbers. */
  DIVERGED(4),
  /** Those who compute have not the kernel that the run asks for, or not the same. */
  KERNEL(5);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }

  /**
   * What a user is to be told.
   *
   * @param status of the command
   * @param message names the thing, the value and the way out
   * @param expected whether the message says all; else the stack trace is needed as well
   */
  record Failure(Status status, String message, boolean expected) {}

  /** The failure behind an exception, however often Spark wrapped it. */
  static Failure failure(Throwable thrown) {
    Throwable unwrapped = DataErrors.unwrap(thrown);
    for (Throwable cause = unwrapped; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof SpecException) {
        return new Failure(SPEC, message, true);
      } else if (cause instanceof DataException) {
        return new Failure(DATA, message, true);
      } else if (cause instanceof DivergedException) {
        return new Failure(DIVERGED, message, true);
      } else if (cause instanceof KernelMismatchException) {
        return new Failure(KERNEL, message, true);
      } else if (cause instanceof ClusterException) {
        return new Failure(INTERNAL, message, true);
      } else if (cause instanceof CommandException command) {
        return new Failure(command.status(), message, true);
      }
    }
    String message = thrown.getMessage();
    return new Failure(
        INTERNAL, message == null ? thrown.getClass().getSimpleName() : message, false);
  }
}
