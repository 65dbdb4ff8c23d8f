package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SourceSpec.BadRows;
import dev.bellows.spark.SourceSpec.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DataOptionsTest {
  private static DataOptions options(String... words) {
    DataOptions options = new DataOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("data", mixin(options)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words);
    return options;
  }

  private static CommandLine.Model.CommandSpec mixin(DataOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  @ParameterizedTest
  @CsvSource({
    "new.csv, CSV",
    "s3a://bucket/day=1/NEW.CSV.gz, CSV",
    "tables/new.parquet/, PARQUET",
    "new.orc, ORC",
    "new.jsonl, JSON",
    "new.svm, LIBSVM",
    "t10k-images-idx3-ubyte.gz, IDX",
    "images.idx, IDX"
  })
  void theNameTellsTheFormat(String name, Format format) {
    SourceSpec source = options().source(name, null);
    assertThat(source.format()).isEqualTo(format);
    assertThat(source.path()).isEqualTo(name);
    assertThat(source.badRows()).isEqualTo(BadRows.FAIL);
    assertThat(source.options()).isEmpty();
  }

  @Test
  void optionsSayMore() {
    assertThat(options().source("new.tsv", null).options()).isEqualTo(Map.of("delimiter", "\t"));
    SourceSpec source =
        options(
                "--format",
                "csv",
                "--option",
                "delimiter=;",
                "--missing-values",
                "NA,?",
                "--bad-rows",
                "drop")
            .source("new.txt", null);
    assertThat(source.options()).isEqualTo(Map.of("delimiter", ";"));
    assertThat(source.missingValues()).containsExactly("NA", "?");
    assertThat(source.badRows()).isEqualTo(BadRows.DROP);
  }

  @Test
  void aSpecTellsEverythingAndThePathCanBeAnother(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(folder.resolve("old.txt"), "x;y\n1;2\n");
    Files.writeString(
        file,
        """
        name: job
        data:
          source: {format: csv, path: old.txt, delimiter: ";", missing-values: [NA]}
          label: {column: y}
        network:
          - dense: {units: 1}
        loss: mse
        """);
    JobSpec job = JobSpec.read(file, List.of());
    SourceSpec same = options().source(null, job);
    assertThat(same).isEqualTo(DataBuilder.source(job));
    SourceSpec other = options("--bad-rows", "drop").source("new.txt", job);
    assertThat(other.path()).isEqualTo("new.txt");
    assertThat(other.badRows()).isEqualTo(BadRows.DROP);
    assertThat(other.options()).isEqualTo(Map.of("delimiter", ";"));
    assertThat(other.missingValues()).containsExactly("NA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{format: generator, name: polynomial, rows: 30, seed: 4, missing-values: [NA]}",
        "{format: query, query: select 1 as x, missing-values: [NA]}"
      })
  void dataStandsInForAQueryOrAGenerator(String source, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(
        file,
        """
        name: job
        data:
          source: %s
          label: {column: y}
        network:
          - dense: {units: 1}
        loss: mse
        """
            .formatted(source));
    JobSpec job = JobSpec.read(file, List.of());
    assertThat(options().source(null, job)).isEqualTo(DataBuilder.source(job));
    List<String> missing = List.of("NA");
    assertThat(options().source("new.tsv", job))
        .isEqualTo(
            new SourceSpec(
                Format.CSV, "new.tsv", null, missing, BadRows.FAIL, Map.of("delimiter", "\t")));
    assertThat(options("--format", "orc").source("new", job))
        .isEqualTo(new SourceSpec(Format.ORC, "new", null, missing, BadRows.FAIL, Map.of()));
    assertThatThrownBy(() -> options().source("new", job))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Cannot tell the format of new from its name: say --format csv");
    assertThatThrownBy(() -> options("--format", "generator").source("new.csv", job))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Invalid --format: generator: it has no path; leave DATA out");
  }

  @Test
  void anOptionThatTheFormatDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> options("--option", "foo=1").source("new.csv", null))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.status()).isEqualTo(Status.SPEC))
        .hasMessage(
            "Invalid source option: foo: format csv knows delimiter, quote, escape, comment, encoding, multiline");
  }

  @Test
  void aQueryNeedsASpec() {
    assertThatThrownBy(() -> options("--format", "query").source("x", null))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "Invalid --format: query: it has no path; leave DATA out and name a job spec with --spec");
  }
}
