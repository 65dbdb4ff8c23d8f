package dev.bellows.spark;

import dev.bellows.data.DataException;

/** Lost shards could not be made again now; at another time they may be. */
public final class RestoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param cause as {@link DataErrors#unwrap} makes it of what Spark throws
   */
  RestoreException(RuntimeException cause) {
    super("lost shards could not be made again: " + reason(cause), cause);
  }

  private static String reason(RuntimeException cause) {
    boolean isOfSpark = !(cause instanceof DataException) && cause.getCause() != null;
    return DataErrors.inOneLine((isOfSpark ? cause.getCause() : cause).getMessage());
  }
}
