package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.ImageDecoder;
import dev.bellows.data.Shape;
import dev.bellows.data.generator.Generator;
import dev.bellows.data.generator.Generators;
import dev.bellows.spark.ColumnSpec;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SourceSpec.Format;
import dev.bellows.spark.SplitSpec;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkExtension.class)
class GenerateCommandTest {
  private final SparkSession spark;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir private Path folder;

  GenerateCommandTest(SparkSession spark) {
    this.spark = spark;
  }

  private int generate(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "generate";
    System.arraycopy(words, 0, all, 1, words.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(errors, true), all);
  }

  private List<String> identities(
      Format format, String path, Map<String, String> options, String label) {
    SourceSpec source =
        new SourceSpec(format, path, null, List.of(), SourceSpec.BadRows.FAIL, options);
    ColumnSpec columns =
        new ColumnSpec(
            List.of(label), ColumnSpec.LabelKind.AUTO, null, null, List.of(), List.of(), List.of());
    return SourceReader.open(spark, source, columns, SplitSpec.none()).rows().collect().stream()
        .map(row -> Long.toHexString(row.identityHigh()))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "churn, csv, 1, Churn",
    "churn, csv, 3, Churn",
    "churn, json, 1, Churn",
    "churn, parquet, 2, Churn",
    "houses, json, 2, median_house_value",
    "spirals, libsvm, 1, label",
    "spirals, libsvm, 2, label",
    "digits, csv, 1, label",
    "digits, json, 1, label",
    "digits, libsvm, 1, label",
    "digits, parquet, 1, label",
    "digits, idx, 1, label"
  })
  void filesHoldTheRowsOfTheGenerator(String name, String form, int partitions, String label)
      throws IOException {
    String path = folder.resolve("made").toString();
    assertThat(
            generate(
                name,
                "--rows",
                "70",
                "--seed",
                "9",
                "--format",
                form,
                "--partitions",
                "" + partitions,
                "--out",
                path))
        .as(errors.toString())
        .isZero();
    assertThat(out).hasToString("wrote 70 rows of %s to %s%n".formatted(name, path));
    Map<String, String> generator = Map.of("name", name, "rows", "70", "seed", "9");
    Format format = Format.valueOf(form.toUpperCase(java.util.Locale.ROOT));
    boolean idx = format == Format.IDX;
    List<String> read =
        identities(
            format,
            idx ? path + "-images-idx3-ubyte" : path,
            idx ? Map.of("labels", path + "-labels-idx1-ubyte") : Map.of(),
            label);
    if (format == Format.LIBSVM) {
      // Its columns have other names, and so another order: the values are compared elsewhere.
      assertThat(read).hasSize(70);
    } else {
      assertThat(read).isEqualTo(identities(Format.GENERATOR, null, generator, label));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::toString))
          .noneMatch(file -> file.endsWith(".part") || file.endsWith(".crc"));
    }
  }

  @Test
  void picturesLieInAFolderForEachClass() throws IOException {
    Path made = folder.resolve("made");
    assertThat(generate("shapes", "--rows", "9", "--format", "images", "--out", made.toString()))
        .as(errors.toString())
        .isZero();
    Generator shapes = Generators.of("shapes", 0, Map.of());
    for (int i = 0; i < 9; i++) {
      Object[] row = shapes.row(i);
      byte[] file = Files.readAllBytes(made.resolve("%s/%06d.png".formatted(row[1], i)));
      byte[] pixels = ImageDecoder.pixels(file, Shape.of(1, 16, 16));
      double[] shades = (double[]) row[0];
      for (int pixel = 0; pixel < shades.length; pixel++) {
        assertThat((pixels[pixel] & 0xff) / 255.0).isEqualTo(shades[pixel]);
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void libsvmHoldsTheValues() throws IOException {
    Path file = folder.resolve("a.svm");
    assertThat(
            generate(
                "polynomial",
                "--rows",
                "1",
                "--seed",
                "42",
                "--format",
                "libsvm",
                "--out",
                file.toString()))
        .isZero();
    assertThat(Files.readString(file)).matches("-?[0-9.]+ 1:-?[0-9.]+\n");
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "mine");
    assertThat(generate("churn", "--out", file.toString())).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith(
            "bellows: Cannot write %s: it exists; remove it or name another --out".formatted(file));
    assertThat(generate("churn", "--format", "parquet", "--out", file.toString())).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chrun|Invalid table: chrun: must be one of brackets, churn, demand, digits, houses, polynomial, shapes, spirals; did you mean churn?",
        "churn --rows 0|Invalid --rows: 0: must be ≥ 1",
        "churn --partitions 0|Invalid --partitions: 0: must be ≥ 1",
        "churn --format idx|Invalid format: idx: it is for images; write csv, json or parquet",
        "churn --format libsvm|Invalid format: libsvm: column customerID holds text; write csv, json or parquet",
        "shapes --format idx|Invalid format: idx: its labels are numbers; write images, csv, json or parquet",
        "churn --format images|Invalid format: images: the table has none; write csv, json or parquet",
        "shapes --format images --partitions 2|Invalid --partitions: 2: each image is a file",
        "digits --format idx --partitions 2|Invalid --partitions: 2: idx is one pair of files",
        "digits --format idx --rows 3000000000|Invalid --rows: 3000000000: idx holds at most 2147483647; write csv, json or parquet",
        "spirals --set degree=2|Invalid option of generator spirals: degree: it knows classes, noise"
      })
  void wrongWordsAreRefused(String words, String message) {
    assertThat(generate((words + " --out " + folder.resolve("a")).split(" ", -1))).isEqualTo(2);
    assertThat(errors.toString().lines().findFirst()).contains("bellows: " + message);
    assertThat(folder).isEmptyDirectory();
  }
}
