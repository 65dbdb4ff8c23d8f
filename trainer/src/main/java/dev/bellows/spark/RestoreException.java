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

  /** In one line; where Spark's goes on, that is a trace. */
  private static String reason(RuntimeException cause) {
    boolean isOfSpark = !(cause instanceof DataException) && cause.getCause() != null;
    String message = String.valueOf((isOfSpark ? cause.getCause() : cause).getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
