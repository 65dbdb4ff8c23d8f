package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.identities;
import static dev.bellows.spark.SourceTests.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Column;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Shape;
import dev.bellows.testing.Pictures;
import dev.bellows.testing.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class ImageSourceTest {
  private static final int RED = 0x800000;
  private static final int BLUE = 0x000080;

  private final SparkSession spark;

  @TempDir private Path folder;

  ImageSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private static ColumnSpec columns(String label, String image) {
    return new ColumnSpec(
        List.of(label),
        ColumnSpec.LabelKind.CLASS,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        new InputSpec.Image(image, 3, 8, 8));
  }

  private Table open(SourceSpec source) {
    return SourceReader.open(spark, source, columns("label", "image"), SplitSpec.none());
  }

  private SourceSpec images() {
    return source(SourceSpec.Format.IMAGES, folder.toString());
  }

  private Path picture(String name, int colour, int seed) {
    String format = name.substring(name.lastIndexOf('.') + 1);
    return Pictures.write(
        folder.resolve(name), Pictures.file(Pictures.noise(8, 8, colour, seed), format));
  }

  @Test
  void theFolderIsTheClassHoweverDeepAndWhateverTheFileIsCalled() {
    picture("red/1.png", RED, 1);
    picture("red/deeper/blue/2.jpg", BLUE, 2);
    picture("blue/with space, é.png", BLUE, 3);
    Table table = open(images());
    assertThat(table.columns().shape()).isEqualTo(Shape.of(3, 8, 8));
    assertThat(table.columns().with(Column.Role.FEATURE)).hasSize(1);
    assertThat(table.rows().map(row -> row.text(0)).collect())
        .containsExactlyInAnyOrder("red", "blue", "blue");
    assertThat(SourceReader.dataFrame(spark, images()).select("path", "label").collectAsList())
        .extracting(Object::toString)
        .contains("[%s/blue/with space, é.png,blue]".formatted(folder));
  }

  @Test
  void pixelsAndClassAreTheIdentityNotTheName() {
    picture("one/red/1.png", RED, 1);
    picture("two/red/other name.png", RED, 1);
    picture("three/blue/1.png", RED, 1);
    picture("four/red/1.png", RED, 2);
    List<String> identities = identities(open(images()));
    assertThat(identities).hasSize(4);
    assertThat(identities.stream().distinct()).hasSize(3);
  }

  @Test
  void aTableMayHoldTheBytesAsWell() {
    picture("red/1.png", RED, 1);
    picture("blue/2.png", BLUE, 2);
    String parquet = folder.resolve("../%s.parquet".formatted(folder.getFileName())).toString();
    SourceReader.dataFrame(spark, images())
        .selectExpr("image AS photo", "label AS y", "path AS file")
        .write()
        .parquet(parquet);
    SourceSpec table = source(SourceSpec.Format.PARQUET, parquet);
    assertThat(identities(SourceReader.open(spark, table, columns("y", "photo"), SplitSpec.none())))
        .isEqualTo(identities(open(images())));
    assertThat(
            failure(() -> SourceReader.open(spark, table, columns("y", "file"), SplitSpec.none())))
        .isEqualTo(
            "Cannot read column file of %s as the bytes of pictures: it is of type string; name another column, or convert it with a query"
                .formatted(parquet));
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "text", "cut png", "cut jpg"})
  void aBrokenPictureIsNamedOrLeftOut(String kind) {
    picture("red/1.png", RED, 1);
    picture("blue/2.png", BLUE, 2);
    byte[] whole =
        Pictures.file(Pictures.noise(64, 64, RED, 3), kind.endsWith("jpg") ? "jpg" : "png");
    byte[] bytes =
        switch (kind) {
          case "empty" -> new byte[0];
          case "text" -> "see Thumbs".getBytes(StandardCharsets.UTF_8);
          default -> Arrays.copyOf(whole, whole.length * 3 / 4);
        };
    Path broken = Pictures.write(folder.resolve("red/broken.png"), bytes);
    assertThat(failure(() -> open(images()).rows().collect()))
        .startsWith("Invalid image: ")
        .endsWith(", %s: take it out, or set bad-rows: drop".formatted(broken));
    Table table = open(dropping(images()));
    assertThat(table.rows().count()).isEqualTo(2);
    assertThat(table.droppedRows().getAsLong()).isEqualTo(1);
  }

  @Test
  void aFolderWithoutPicturesIsRefused() {
    assertThat(failure(() -> open(images())))
        .isEqualTo("Cannot find rows in %s: the folder holds no file".formatted(folder));
    SourceSpec nowhere = source(SourceSpec.Format.IMAGES, folder.resolve("nowhere").toString());
    assertThat(failure(() -> open(nowhere)))
        .isEqualTo(
            "Cannot find %s/nowhere: there is no such file, folder or glob".formatted(folder));
  }
}
