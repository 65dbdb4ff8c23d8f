package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;

/** Finds the message for the user in what Spark makes of it. */
public final class DataErrors {
  private static final String MARK = DataException.class.getName() + ": ";

  private DataErrors() {}

  /**
   * The {@link DataException} behind {@code failure}, where there is one; else {@code failure}
   * itself, or, since Spark throws checked exceptions that no signature declares, a runtime
   * exception around it.
   *
   * <p>A task's exception reaches the driver as a cause, or, where it could not be deserialised
   * there, only as text. A file that Spark's readers cannot make sense of is bad data, too.
   */
  public static RuntimeException unwrap(Throwable failure) {
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
      if (cause instanceof SparkThrowable spark
          && String.valueOf(spark.getCondition()).startsWith("FAILED_READ_FILE")) {
        return unreadable(spark, cause);
      }
      if (cause instanceof FileNotFoundException && isOfSource(cause)) {
        return gone("the source: " + cause.getMessage(), cause);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("Cannot go on: " + failure.getMessage(), failure);
  }

  /** What {@code action} returns; what it throws is {@linkplain #unwrap unwrapped}. */
  public static <T> T unwrapping(Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception e) { // Spark's checked ones, too
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw unwrap(e);
    }
  }

  /** A message of Spark's without the trace that may follow it. */
  public static String inOneLine(String message) {
    List<String> lines = String.valueOf(message).lines().limit(2).toList();
    return lines.size() == 2 && lines.get(0).endsWith(":")
        ? lines.get(0) + " " + lines.get(1).strip()
        : lines.isEmpty() ? "" : lines.get(0);
  }

  /** Whether a Hadoop file system misses the file: Spark's own files are Java's. */
  private static boolean isOfSource(Throwable missing) {
    StackTraceElement[] trace = missing.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("org.apache.hadoop.");
  }

  private static DataException gone(String what, Throwable cause) {
    return new DataException(
        "Cannot read %s: it is gone since the run has listed it; keep what a run reads until it has ended"
            .formatted(what),
        cause);
  }

  private static DataException unreadable(SparkThrowable spark, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String path = spark.getMessageParameters().getOrDefault("path", "a file of the source");
    if (root instanceof FileNotFoundException) {
      return gone(InputFile.name(path), cause);
    }
    String why = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return new DataException(
        "Cannot read %s: %s; mend it, or name its format".formatted(InputFile.name(path), why),
        cause);
  }
}
