package dev.bellows.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/** How commands that measure write what they have measured. */
final class ReportJson {
  private ReportJson() {}

  /** Names are as {@code model_millis}. */
  static ObjectMapper mapper() {
    return new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  }

  /** Writes {@code report}, unless no file is asked for. */
  static void write(Object report, Path orNull) throws IOException {
    if (orNull != null) {
      mapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(orNull.toFile(), report);
    }
  }
}
