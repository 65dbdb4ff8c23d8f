package dev.bellows.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where rows come from.
 *
 * @param format how they are stored
 * @param path file, folder or glob, with or without the scheme of a Hadoop file system; null for a
 *     query or a generator
 * @param query for {@link Format#QUERY}: Spark SQL, several statements separated by semicolons, the
 *     last of which delivers the rows; else null
 * @param missingValues texts that stand for a missing value, beside the empty and the blank one
 * @param badRows what becomes of a row that cannot be read
 * @param options of the format, see {@link Format}
 */
public record SourceSpec(
    Format format,
    String path,
    String query,
    List<String> missingValues,
    BadRows badRows,
    Map<String, String> options)
    implements Serializable {

  /** How rows are stored, and which options say more about it. */
  public enum Format {
    /**
     * Text with a header line. {@code delimiter} (one character or more, default a comma), {@code
     * quote} (default {@code "}; empty for none), {@code escape} (what stands before a quote in a
     * quoted text; default the quote itself, so that it is doubled), {@code comment} (a character
     * that begins lines to skip), {@code encoding} (default UTF-8), {@code multiline} (true where
     * quoted texts hold line breaks).
     */
    CSV("delimiter", "quote", "escape", "comment", "encoding", "multiline"),
    /**
     * Lines {@code label index:value …}, indices from 1. {@code features} (how many; else found by
     * a pass over the data).
     */
    LIBSVM("features"),
    /**
     * Images in MNIST's format, plain or gzipped, as pixels from 0 to 1. {@code labels} (the file
     * of labels; without it there is no column {@code label}).
     */
    IDX("labels"),
    /**
     * Pictures, a file each, in a folder and those below it: columns {@code path}, {@code image},
     * the bytes of the file, and {@code label}, the name of the folder it lies in.
     */
    IMAGES,
    /** Typed files; any option of Spark's reader. */
    PARQUET,
    /** Typed files; any option of Spark's reader. */
    ORC,
    /** An object a line; any option of Spark's reader. */
    JSON,
    /** Whatever Spark SQL can select from: Hive, Iceberg, JDBC, views. */
    QUERY,
    /**
     * Rows made up on the spot. {@code name}, {@code rows} (default 1000), {@code seed} (default
     * 0), and the generator's own.
     */
    GENERATOR("name", "rows", "seed", "classes", "degree", "kinds", "length", "noise", "stores");

    private final String options; // joined, so that the constant is immutable

    Format(String... options) {
      this.options = String.join(",", options);
    }

    /** Names of the options; empty where they are Spark's own. */
    public List<String> options() {
      return options.isEmpty() ? List.of() : List.of(options.split(","));
    }

    /** Whether any option is handed on to Spark's reader. */
    public boolean takesSparkOptions() {
      return this == PARQUET || this == ORC || this == JSON;
    }

    /** Columns that say where a bad row stands. */
    public List<String> identifying() {
      return this == IMAGES ? List.of(ImageSource.PATH) : List.of();
    }

    /** Whether rows are files under a path. */
    public boolean hasPath() {
      return this != QUERY && this != GENERATOR;
    }
  }

  /** What becomes of a row that cannot be read. */
  public enum BadRows {
    /** The first one ends the run. */
    FAIL,
    /** They are left out and counted. */
    DROP
  }

  public SourceSpec {
    options = Map.copyOf(options);
    missingValues = List.copyOf(missingValues);
    if (format.hasPath() && (path == null || path.isBlank())) {
      throw new IllegalArgumentException(
          "Invalid source: format %s needs a path".formatted(lower(format)));
    }
    if (format == Format.QUERY && (query == null || query.isBlank())) {
      throw new IllegalArgumentException("Invalid source: format query needs a query");
    }
    if (format == Format.GENERATOR && !options.containsKey("name")) {
      throw new IllegalArgumentException("Invalid source: format generator needs a name");
    }
    if (format == Format.GENERATOR) {
      GeneratorOptions.of(options);
    }
    for (String option : new TreeMap<>(options).keySet()) {
      if (!format.takesSparkOptions() && !format.options().contains(option)) {
        throw new IllegalArgumentException(
            "Invalid source option: %s: format %s knows %s"
                .formatted(
                    option,
                    lower(format),
                    format.options().isEmpty() ? "none" : String.join(", ", format.options())));
      }
    }
  }

  /** Rows of {@code format} under {@code path}, without options; a bad row ends the run. */
  public static SourceSpec of(Format format, String path) {
    return new SourceSpec(format, path, null, List.of(), BadRows.FAIL, Map.of());
  }

  /** What messages call the source. */
  public String name() {
    return switch (format) {
      case QUERY -> "the query";
      case GENERATOR -> "generator " + options.get("name");
      default -> InputFile.name(path);
    };
  }

  private static String lower(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
