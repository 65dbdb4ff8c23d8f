package dev.bellows.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How commands that measure write what they have measured. */
final class ReportJson {
  private ReportJson() {}

  /** Names are as {@code model_millis}. */
  static ObjectMapper mapper() {
    return new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  }

  /**
   * Sees, before anything is measured, that there will be where to write.
   *
   * @throws ParameterException if there is not
   */
  static void check(Path orNull, CommandLine command) {
    if (orNull != null && !Files.isDirectory(orNull.toAbsolutePath().getParent())) {
      throw new ParameterException(
          command,
          "Cannot write --json: %s: its folder does not exist: make it first".formatted(orNull));
    }
  }

  /** Writes {@code report}, unless no file is asked for. */
  static void write(Object report, Path orNull) throws IOException {
    if (orNull != null) {
      mapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(orNull.toFile(), report);
    }
  }
}
