package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.identities;
import static dev.bellows.spark.SourceTests.kind;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.rows;
import static dev.bellows.spark.SourceTests.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Shape;
import dev.bellows.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class IdxSourceTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private final SparkSession spark;

  @TempDir private Path folder;

  IdxSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Writes a file with this head and these elements. */
  private String idx(String name, int[] head, int... elements) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int word : head) {
      out.writeInt(word);
    }
    for (int element : elements) {
      out.writeByte(element);
    }
    Path file = folder.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream stream = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      stream.write(bytes.toByteArray());
    }
    return file.toString();
  }

  private static SourceSpec spec(String images, String labels) {
    return source(SourceSpec.Format.IDX, images, "labels", labels);
  }

  private Table open(SourceSpec source) {
    return SourceReader.open(
        spark, source, kind(label("label"), ColumnSpec.LabelKind.CLASS), SplitSpec.none());
  }

  private String failureOf(String images, String labels) {
    return failure(() -> rows(open(spec(images, labels))));
  }

  @Test
  void pixelsAreFromZeroToOne() throws IOException {
    String images = idx("i", new int[] {IMAGES, 2, 1, 3}, 0, 51, 255, 1, 2, 3);
    String labels = idx("l", new int[] {LABELS, 2}, 7, 9);
    assertThat(rows(open(spec(images, labels))))
        .containsExactly("0.0 0.2 1.0 7", "%s %s %s 9".formatted(1 / 255.0, 2 / 255.0, 3 / 255.0));
    String packed = idx("i.gz", new int[] {IMAGES, 2, 1, 3}, 0, 51, 255, 1, 2, 3);
    assertThat(identities(open(spec(packed, labels))))
        .isEqualTo(identities(open(spec(images, labels))));
  }

  @Test
  void aRowIsAnImage() throws IOException {
    String labels = idx("l", new int[] {LABELS, 1}, 7);
    String grey = idx("grey", new int[] {IMAGES, 1, 2, 3}, 0, 1, 2, 3, 4, 5);
    assertThat(open(spec(grey, labels)).columns().shape()).isEqualTo(Shape.of(1, 2, 3));
    String colour = idx("colour", new int[] {0x804, 1, 3, 1, 2}, 0, 1, 2, 3, 4, 5);
    assertThat(open(spec(colour, labels)).columns().shape()).isEqualTo(Shape.of(3, 1, 2));
    String plain = idx("plain", new int[] {0x802, 1, 2}, 0, 1);
    assertThat(open(spec(plain, labels)).columns().shape()).isNull();
  }

  @Test
  void manyImagesAreReadInParts() throws IOException {
    int rows = 5000;
    int[] elements = new int[rows];
    int[] classes = new int[rows];
    for (int i = 0; i < rows; i++) {
      elements[i] = i % 256;
      classes[i] = i % 256 % 10;
    }
    Table table =
        open(
            spec(
                idx("i", new int[] {IMAGES, rows, 1, 1}, elements),
                idx("l", new int[] {LABELS, rows}, classes)));
    assertThat(table.rows().getNumPartitions()).isGreaterThan(1);
    long right =
        table
            .rows()
            .filter(row -> Math.round(row.number(0) * 255) % 10 == Integer.parseInt(row.text(0)))
            .count();
    assertThat(right).isEqualTo(rows);
  }

  @Test
  void imagesNeedNoLabelsToBePredicted() throws IOException {
    String images = idx("i", new int[] {IMAGES, 1, 1, 2}, 255, 0);
    SourceSpec alone = source(SourceSpec.Format.IDX, images);
    assertThat(SourceReader.dataFrame(spark, alone).collectAsList().toString())
        .isEqualTo("[[ArraySeq(1.0, 0.0)]]");
    assertThat(failure(() -> open(alone)))
        .isEqualTo("Cannot find column label in %s: it has pixels".formatted(images));
  }

  @Test
  void whatIsNoIdxIsRefused() throws IOException {
    String labels = idx("l", new int[] {LABELS, 1}, 7);
    String text = SourceTests.write(folder, "t", "not at all idx");
    assertThat(failureOf(text, labels))
        .isEqualTo("Cannot read %s: it does not begin like an IDX file".formatted(text));
    String few = idx("few", new int[] {IMAGES, 1});
    assertThat(failureOf(few, labels))
        .isEqualTo("Cannot read %s: it ends within its header".formatted(few));
    String floats = idx("floats", new int[] {0xd03, 1, 1, 1}, 0);
    assertThat(failureOf(floats, labels))
        .isEqualTo(
            "Cannot read %s: its elements are of IDX type 13; only unsigned bytes (8) are read"
                .formatted(floats));
    String flat = idx("flat", new int[] {IMAGES, 1, 0, 3});
    assertThat(failureOf(flat, labels))
        .isEqualTo("Cannot read %s: it has a dimension of 0".formatted(flat));
    String cut = idx("cut", new int[] {IMAGES, 1, 1, 2}, 5);
    assertThat(failureOf(cut, labels))
        .isEqualTo("Cannot read %s: it ends before the last of its 1 rows".formatted(cut));
  }

  @Test
  void labelsMustBelongToTheImages() throws IOException {
    String images = idx("i", new int[] {IMAGES, 2, 1, 1}, 1, 2);
    String labels = idx("l", new int[] {LABELS, 1}, 7);
    assertThat(failureOf(images, labels))
        .isEqualTo(
            "Cannot read %s: it has 2 images, but %s has 1 labels".formatted(images, labels));
    assertThat(failureOf(images, "/nowhere/l"))
        .isEqualTo("Cannot find /nowhere/l: there is no such file, folder or glob");
    String wide = idx("w", new int[] {IMAGES, 2, 1, 3}, 1, 2, 3, 4, 5, 6);
    assertThat(failureOf(images, wide))
        .isEqualTo("Cannot read labels from %s: it has 3 elements a row, not one".formatted(wide));
    assertThat(failureOf(folder + "/*", labels))
        .isEqualTo("Cannot read %s/*: it stands for 3 files; name one".formatted(folder));
  }
}
