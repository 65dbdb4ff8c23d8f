package dev.bellows.job;

import dev.bellows.catalog.NearestName;
import dev.bellows.data.generator.Generator;
import dev.bellows.data.generator.Generators;
import dev.bellows.data.generator.IdxWriter;
import dev.bellows.data.generator.PngWriter;
import dev.bellows.data.generator.TextForm;
import dev.bellows.spark.GeneratedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows generate}: writes a table made up on the spot. */
@Command(
    name = "generate",
    description =
        "Writes a table made up on the spot: the same rows for the same name, number and seed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bellows generate churn --rows 10000 --out churn.csv",
      "  bellows generate digits --rows 500 --format idx --out digits",
      "  bellows generate shapes --rows 800 --format images --out shapes",
      "  bellows generate houses --rows 5000 --format parquet --partitions 4 --out houses"
    })
final class GenerateCommand implements Callable<Integer> {
  /** How rows are written. */
  enum Format {
    CSV,
    PARQUET,
    JSON,
    LIBSVM,
    IDX,
    IMAGES
  }

  /** Names for completion and help. */
  static final class GeneratorNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Generators.NAMES.iterator();
    }
  }

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = GeneratorNames.class,
      description = "Which table: ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many rows; default ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Decides the rows; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description =
          "The file; the folder, for parquet, images or several partitions; for idx, what goes before"
              + " -images-idx3-ubyte and -labels-idx1-ubyte.")
  private String out;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      defaultValue = "1",
      description = "How many files; more than one are written by a Spark job into a folder.")
  private int partitions;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A property of the table: length or kinds of brackets, stores or noise of demand, degree"
              + " or noise of polynomial, classes or noise of spirals.")
  private Map<String, String> properties = new TreeMap<>();

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (rows < 1) {
      throw usage("Invalid --rows: %d: must be ≥ 1".formatted(rows));
    }
    if (partitions < 1) {
      throw usage("Invalid --partitions: %d: must be ≥ 1".formatted(partitions));
    }
    GeneratedFiles files = new GeneratedFiles(generator(), rows);
    if (format == Format.IDX) {
      writeIdx(files);
    } else if (format == Format.IMAGES) {
      writeImages(files);
    } else if (format == Format.PARQUET || partitions > 1) {
      writeFolder(files);
    } else {
      requireAbsent(out);
      files.writeText(TextForm.valueOf(format.name()), out);
    }
    PrintWriter printer = command.commandLine().getOut();
    printer.printf("wrote %d rows of %s to %s%n", rows, name, out);
    return Status.DONE.code();
  }

  private Generator generator() {
    if (!Generators.NAMES.contains(name)) {
      throw usage(
          "Invalid table: %s: must be one of %s%s"
              .formatted(
                  name,
                  String.join(", ", Generators.NAMES),
                  NearestName.suggestion(name, Generators.NAMES)));
    }
    try {
      Generator generator = Generators.of(name, seed, properties);
      if (format == Format.IDX) {
        IdxWriter.require(generator);
      } else if (format == Format.IMAGES) {
        new PngWriter(generator);
      } else if (format != Format.PARQUET) {
        TextForm.valueOf(format.name()).require(generator);
      }
      return generator;
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private void writeIdx(GeneratedFiles files) throws IOException {
    if (partitions > 1) {
      throw usage("Invalid --partitions: %d: idx is one pair of files".formatted(partitions));
    }
    if (rows > Integer.MAX_VALUE) {
      throw usage(
          "Invalid --rows: %d: idx holds at most %d; write csv, json or parquet"
              .formatted(rows, Integer.MAX_VALUE));
    }
    String images = out + "-images-idx3-ubyte";
    String labels = out + "-labels-idx1-ubyte";
    requireAbsent(images);
    requireAbsent(labels);
    files.writeIdx(images, labels);
  }

  private void writeImages(GeneratedFiles files) throws IOException {
    if (partitions > 1) {
      throw usage("Invalid --partitions: %d: each image is a file".formatted(partitions));
    }
    requireAbsent(out);
    files.writeImages(out);
  }

  private void writeFolder(GeneratedFiles files) throws IOException {
    try (SparkSessions spark = SparkSessions.open(sparkOptions, "bellows generate " + name)) {
      requireAbsent(out);
      if (format == Format.PARQUET) {
        files.writeParquet(spark.session(), partitions, out);
      } else {
        files.writeText(spark.session(), TextForm.valueOf(format.name()), partitions, out);
      }
    }
  }

  private void requireAbsent(String path) throws IOException {
    if (GeneratedFiles.exists(path)) {
      throw usage("Cannot write %s: it exists; remove it or name another --out".formatted(path));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
