package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Model;
import dev.bellows.model.Prediction;
import dev.bellows.model.Scorer;
import dev.bellows.testing.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.assertj.core.data.Offset;

/** What inputs can be made of, each with a small table that tells its label from them. */
interface InputKind {
  /** All there are: a new kind is a line here. */
  static Stream<InputKind> all() {
    return Stream.of(new Text(), new Image(), new Itself(), new Series());
  }

  /** Writes the table to {@code to}, in {@code partitions} pieces and an order of their own. */
  void write(SparkSession spark, Path to, int partitions) throws IOException;

  /** A job on the table at {@code path}; two classes, a and b. */
  String spec(String path);

  /** What {@code inspect} says of the inputs. */
  String inspected();

  /** What {@code predict} has to be told beside the path. */
  default List<String> predictOptions() {
    return List.of("--format", "parquet");
  }

  /** What a program has at hand in place of a row that {@code predict} wrote. */
  Map<String, Object> row(Row written);

  /** What predicts in a program. */
  default Scorer scorer(Model model) {
    return model.scorer();
  }

  /** Sees that a prediction says what {@code predict} wrote. */
  default void assertSame(Row written, Prediction prediction) {
    assertThat(prediction.label()).isEqualTo(written.getAs("prediction"));
    assertThat(prediction.probability())
        .isEqualTo(written.<Double>getAs("probability"), Offset.offset(1e-5));
  }

  /** A table that is its own label: five numbers and a category on a plane of two dimensions. */
  final class Itself implements InputKind {
    @Override
    public void write(SparkSession spark, Path to, int partitions) {
      spark
          .sql(
              "SELECT id, u AS a, v AS b, u + v AS c, u - v AS d, IF(id % 7 = 0, NULL, 2 * v) AS e,"
                  + " IF(u > v, 'x', 'y') AS f FROM"
                  + " (SELECT id, sin(id) AS u, cos(3 * id) AS v FROM range(0, 160, 1, 2))")
          .orderBy(functions.rand(partitions))
          .repartition(partitions)
          .write()
          .parquet(to.toString());
    }

    @Override
    public String spec(String path) {
      return """
          data:
            source: {format: parquet, path: %s}
            label: {reconstruct: true}
            features: {drop: [id]}
            validation: {fraction: 0.25}
          network:
            - dense: {units: 5, activation: tanh}
            - dense: {units: 2}
            - dense: {units: 5, activation: tanh}
            - dense: {}
          training: {batch-size: 16, epochs: 3}
          shards: 3
          engine: local
          """
          .formatted(path);
    }

    @Override
    public String inspected() {
      return "label       the inputs themselves\n";
    }

    @Override
    public List<String> predictOptions() {
      return List.of("--format", "parquet", "--code");
    }

    @Override
    public Map<String, Object> row(Row written) {
      Map<String, Object> row = new HashMap<>();
      for (String name : List.of("a", "b", "c", "d", "e", "f")) {
        row.put(name, written.getAs(name));
      }
      return row;
    }

    @Override
    public Scorer scorer(Model model) {
      return model.scorer(1);
    }

    @Override
    public void assertSame(Row written, Prediction prediction) {
      Offset<Float> near = Offset.offset(1e-5f);
      List<Float> code = written.getList(written.fieldIndex("code"));
      assertThat(code).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThat(prediction.code()[i]).isEqualTo(code.get(i), near);
      }
      List<Float> reconstruction = written.getList(written.fieldIndex("reconstruction"));
      assertThat(reconstruction).hasSize(7); // five numbers, x and y
      for (int i = 0; i < 7; i++) {
        assertThat((float) prediction.value(i)).isEqualTo(reconstruction.get(i), near);
      }
      assertThat(prediction.reconstructionError())
          .isEqualTo(written.<Double>getAs("error"), Offset.offset(1e-5))
          .isPositive();
    }
  }

  /** Texts of up to twelve words. */
  final class Text implements InputKind {
    @Override
    public void write(SparkSession spark, Path to, int partitions) {
      spark
          .sql(
              "SELECT id, IF(id % 9 = 0, NULL, concat('The ', element_at(array('cat', 'Dog', 'élan',"
                  + " 'x1'), CAST(1 + id % 4 AS int)), repeat(' sat, ', CAST(id % 5 AS int)), id))"
                  + " AS review, IF(id % 4 < 2, 'a', 'b') AS y FROM range(0, 120, 1, 2)")
          .orderBy(functions.rand(partitions))
          .repartition(partitions)
          .write()
          .parquet(to.toString());
    }

    @Override
    public String spec(String path) {
      return """
          data:
            source: {format: parquet, path: %s}
            label: {column: y, kind: class}
            features: {text: {column: review, length: 8, vocabulary: 50}}
            validation: {fraction: 0.25}
          network:
            - dense: {units: 1}
          training: {batch-size: 16, epochs: 3}
          shards: 3
          engine: local
          """
          .formatted(path);
    }

    @Override
    public String inspected() {
      return "text        review: the first 8 words, of 48 in the vocabulary\n";
    }

    @Override
    public Map<String, Object> row(Row written) {
      String review = written.getAs("review");
      return Map.of("review", review == null ? "" : review);
    }
  }

  /** Pictures of several sizes and formats, in a folder for each class. */
  final class Image implements InputKind {
    @Override
    public void write(SparkSession spark, Path to, int partitions) {
      for (int i = 0; i < 90; i++) {
        boolean a = i % 3 == 0;
        String format = i % 2 == 0 ? "png" : "jpg";
        int name = i * 37 % 89 * partitions; // in another order
        Pictures.write(
            to.resolve("%s/%d-%d.%s".formatted(a ? "a" : "b", name, i, format)),
            Pictures.file(
                Pictures.noise(5 + i % 7, 6 + i % 5, a ? 0x804020 : 0x204080, i), format));
      }
    }

    @Override
    public String spec(String path) {
      return """
          data:
            source: {format: images, path: %s}
            label: label
            features: {image: 6x8}
            validation: {fraction: 0.25}
          network:
            - flatten: {}
            - dense: {units: 1}
          training: {batch-size: 16, epochs: 3}
          shards: 3
          engine: local
          """
          .formatted(path);
    }

    @Override
    public String inspected() {
      return "inputs      3 × 8 × 6\n";
    }

    @Override
    public List<String> predictOptions() {
      return List.of("--format", "images");
    }

    @Override
    public Map<String, Object> row(Row written) {
      return Map.of("image", written.<byte[]>getAs("image"));
    }
  }

  /** Three series of numbers, long enough for a window or not; the next row's label follows. */
  final class Series implements InputKind {
    @Override
    public void write(SparkSession spark, Path to, int partitions) {
      spark
          .sql(
              "SELECT date_add(DATE'2024-01-01', CAST(id / 3 AS int)) AS day, id % 3 AS shop,"
                  + " IF(id % 11 = 0, NULL, sin(id)) AS sold, cos(id) AS price,"
                  + " IF(sin(id - 3) > 0, 'a', 'b') AS y FROM range(0, 150, 1, 2)")
          .where("shop < 2 OR day < '2024-01-03'")
          .orderBy(functions.rand(partitions))
          .repartition(partitions)
          .write()
          .parquet(to.toString());
    }

    @Override
    public String spec(String path) {
      return """
          data:
            source: {format: parquet, path: %s}
            label: {column: y, kind: class}
            features:
              series: {columns: [sold, price], group: shop, order: day, steps: 4, short-history: pad}
            validation: {column: day, after: 2024-02-09}
          network:
            - masking
            - gru: {units: 3}
            - dense: {units: 1}
          training: {batch-size: 16, epochs: 3}
          shards: 3
          engine: local
          """
          .formatted(path);
    }

    @Override
    public String inspected() {
      return "series      4 rows by day of each shop, the label 1 ahead\n";
    }

    /** A program has the window; {@code predict} has written the table's own columns alone. */
    @Override
    public List<String> predictOptions() {
      return List.of("--format", "parquet", "--columns", "day,shop,window");
    }

    @Override
    public Map<String, Object> row(Row written) {
      return Map.of("window", written.getList(written.fieldIndex("window")));
    }
  }
}
