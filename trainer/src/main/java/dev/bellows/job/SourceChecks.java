package dev.bellows.job;

import dev.bellows.data.generator.Generators;
import dev.bellows.spark.SourceSpec.Format;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a source has what its format needs, and nothing that its format does not know. */
final class SourceChecks {
  private static final String SOURCE = "data.source.";

  private SourceChecks() {}

  static void check(SourceSection source, SpecDocument document) {
    Format format = source.format();
    String name = Names.of(format);
    belongs("path", source.path(), format.hasPath(), name, document);
    belongs("query", source.query(), format == Format.QUERY, name, document);
    if (format == Format.GENERATOR && !source.formatOptions().containsKey("name")) {
      document.wrong(
          "Missing field", SOURCE + "name", "one of " + String.join(", ", Generators.NAMES));
    }
    String generator = source.formatOptions().get("name");
    if (format == Format.GENERATOR && generator != null) {
      options(generator, source.formatOptions(), document);
    }
    for (Map.Entry<String, String> option : new TreeMap<>(source.formatOptions()).entrySet()) {
      if (!format.options().contains(option.getKey())) {
        document.invalid(
            SOURCE + option.getKey(),
            option.getValue(),
            "format %s does not know it; it knows %s".formatted(name, known(format)));
      }
    }
    if (!source.options().isEmpty() && !format.takesSparkOptions()) {
      document.invalid(
          SOURCE + "options",
          new TreeMap<>(source.options()),
          "only parquet, orc and json take options of Spark's reader; format %s knows %s"
              .formatted(name, known(format)));
    }
  }

  /** Which options there are, and their bounds, each generator knows for itself. */
  private static void options(String generator, Map<String, String> given, SpecDocument document) {
    Map<String, String> own = new TreeMap<>(given);
    own.keySet().removeAll(List.of("name", "rows", "seed"));
    own.keySet().retainAll(Format.GENERATOR.options());
    try {
      Generators.of(generator, 0, own);
    } catch (IllegalArgumentException e) {
      document.wrong("Invalid", "data.source", e.getMessage().replaceFirst("^Invalid ", ""));
    }
  }

  private static void belongs(
      String field, String value, boolean needed, String format, SpecDocument document) {
    if (needed && value == null) {
      document.wrong(
          "Missing field", SOURCE + field, "format %s needs a %s".formatted(format, field));
    } else if (!needed && value != null) {
      document.invalid(
          SOURCE + field, value, "format %s takes no %s; leave it out".formatted(format, field));
    }
  }

  private static String known(Format format) {
    String options = String.join(", ", format.options());
    String path = format.hasPath() ? "path" : format == Format.QUERY ? "query" : "";
    return path + (path.isEmpty() || options.isEmpty() ? "" : ", ") + options;
  }
}
