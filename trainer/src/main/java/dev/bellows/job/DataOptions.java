package dev.bellows.job;

import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SourceSpec.BadRows;
import dev.bellows.spark.SourceSpec.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of every command that reads data for a model: a path, or the source of a job spec.
 */
final class DataOptions {
  @Option(
      names = "--spec",
      paramLabel = "SPEC",
      description =
          "Take the source from this job spec; DATA, where given, in place of its path, or of its"
              + " query or generator.")
  private Path spec;

  @Mixin private SetOption set;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "How DATA is stored: csv, libsvm, idx, images, parquet, orc or json. Default: as its name"
              + " ends.")
  private Format format;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of the format, such as delimiter=; - may be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--missing-values",
      paramLabel = "TEXT",
      split = ",",
      description = "Texts that stand for a missing value, beside the empty one, such as NA,?.")
  private List<String> missingValues = new ArrayList<>();

  @Option(
      names = "--bad-rows",
      paramLabel = "WHAT",
      description = "What becomes of a row that cannot be read: fail (the default) or drop.")
  private BadRows badRows;

  /** The job spec to take the source from; null for none. */
  Path spec() {
    return spec;
  }

  /**
   * Reads and checks the job spec.
   *
   * @return null where none is named
   * @throws SpecException with everything that is wrong in it
   * @throws CommandException if there is something to set, but no spec
   */
  JobSpec job() {
    if (spec == null && !set.overrides().isEmpty()) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --set: %s: there is no job spec to set it in; add --spec"
              .formatted(String.join(", ", set.overrides())));
    }
    return spec == null ? null : JobSpec.read(spec, set.overrides());
  }

  /**
   * The source of {@code data}.
   *
   * @param data a path; null to take that of the spec
   * @param job what {@link #job} read; null for none
   * @throws CommandException if it takes more to know what to read
   */
  SourceSpec source(String data, JobSpec job) {
    SourceSpec given = job == null ? null : DataBuilder.source(job);
    if (data == null && given == null) {
      throw new CommandException(
          Status.SPEC, "Missing DATA: name a file or folder, or a job spec with --spec");
    }
    Format found = format(data, given);
    boolean asGiven = given != null && given.format() == found;
    try {
      return new SourceSpec(
          found,
          data == null ? given.path() : data,
          data == null ? given.query() : null,
          given == null || !missingValues.isEmpty() ? missingValues : given.missingValues(),
          badRows(given),
          merged(asGiven ? given.options() : impliedOptions(data, found)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(Status.SPEC, e.getMessage());
    }
  }

  /**
   * What is said; else that of the spec, unless it has no path that DATA could stand in for; else
   * what the name of DATA tells.
   */
  private Format format(String data, SourceSpec given) {
    boolean fitting = given != null && (data == null || given.format().hasPath());
    Format found = format != null ? format : fitting ? given.format() : guess(data);
    if (data != null && !found.hasPath()) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --format: %s: it has no path; leave DATA out and name a job spec with --spec"
              .formatted(found.name().toLowerCase(Locale.ROOT)));
    }
    return found;
  }

  private BadRows badRows(SourceSpec given) {
    if (badRows != null) {
      return badRows;
    }
    return given == null ? BadRows.FAIL : given.badRows();
  }

  private static Map<String, String> impliedOptions(String data, Format format) {
    boolean tabbed = format == Format.CSV && data != null && isTabbed(data);
    return tabbed ? Map.of("delimiter", "\t") : Map.of();
  }

  private Map<String, String> merged(Map<String, String> given) {
    Map<String, String> all = new TreeMap<>(given);
    all.putAll(options);
    return all;
  }

  /** The format that the name of {@code data} tells, without what says that it is packed. */
  private static Format guess(String data) {
    String name = plainName(data);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "csv", "tsv" -> Format.CSV;
      case "parquet" -> Format.PARQUET;
      case "orc" -> Format.ORC;
      case "json", "jsonl", "ndjson" -> Format.JSON;
      case "libsvm", "svm" -> Format.LIBSVM;
      case "idx" -> Format.IDX;
      default -> {
        if (name.endsWith("-ubyte")) {
          yield Format.IDX;
        }
        throw new CommandException(
            Status.SPEC,
            "Cannot tell the format of %s from its name: say --format csv, libsvm, idx, images, parquet, orc or json"
                .formatted(data));
      }
    };
  }

  private static boolean isTabbed(String data) {
    return plainName(data).endsWith(".tsv");
  }

  private static String plainName(String data) {
    return data.toLowerCase(Locale.ROOT)
        .replaceFirst("/+$", "")
        .replaceFirst("\\.(gz|bz2|zst|snappy|lz4)$", "");
  }
}
