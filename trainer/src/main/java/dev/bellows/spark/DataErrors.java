package dev.bellows.spark;

import dev.bellows.data.DataException;

/** Finds the message for the user in what Spark makes of it. */
public final class DataErrors {
  private static final String MARK = DataException.class.getName() + ": ";

  private DataErrors() {}

  /**
   * The {@link DataException} behind {@code failure}, or {@code failure} itself where there is
   * none. A task's exception reaches the driver as a cause, or, where it could not be deserialised
   * there, only as text.
   */
  public static RuntimeException unwrap(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException data) {
        return data;
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      int begin = message.indexOf(MARK);
      if (begin >= 0) {
        int end = message.indexOf('\n', begin);
        return new DataException(
            message.substring(begin + MARK.length(), end < 0 ? message.length() : end).strip(),
            failure);
      }
    }
    return failure;
  }
}
