package dev.bellows.linalg;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** Why an implementation cannot be had; the next one is then tried. */
final class BlasUnavailable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  BlasUnavailable(String reason) {
    super(reason);
  }

  BlasUnavailable(String reason, Throwable cause) {
    super(reason + ": " + rootMessage(cause), cause);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    // One line: a verifier's or a loader's message may go on for many.
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isBlank() || root instanceof FileSystemException ? root.toString() : line;
  }
}
