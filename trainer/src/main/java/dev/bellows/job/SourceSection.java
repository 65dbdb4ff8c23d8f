package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.bellows.spark.SourceSpec;
import java.util.List;
import java.util.Map;

/**
 * Where rows come from.
 *
 * @param format how they are stored
 * @param path of files; what was relative has been resolved, see {@link SpecPaths}
 * @param query in Spark SQL
 * @param missingValues texts that stand for a missing value
 * @param badRows what becomes of a row that cannot be read
 * @param options of Spark's reader
 * @param formatOptions the fields that one format alone knows, like {@code delimiter}
 */
public record SourceSection(
    SourceSpec.Format format,
    String path,
    String query,
    List<String> missingValues,
    SourceSpec.BadRows badRows,
    Map<String, String> options,
    @JsonAnySetter Map<String, String> formatOptions) {
  public SourceSection {
    missingValues = missingValues == null ? List.of() : List.copyOf(missingValues);
    options = options == null ? Map.of() : Map.copyOf(options);
    formatOptions = formatOptions == null ? Map.of() : Map.copyOf(formatOptions);
  }
}
