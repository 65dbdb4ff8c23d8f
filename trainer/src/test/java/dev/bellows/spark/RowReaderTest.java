package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.query;
import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.text;
import static dev.bellows.testing.Tables.weight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Columns;
import dev.bellows.testing.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RowReaderTest {
  private final SparkSession spark;

  @TempDir private Path folder;

  RowReaderTest(SparkSession spark) {
    this.spark = spark;
  }

  private static List<String> read(Dataset<Row> data, Columns columns, SourceSpec source) {
    RowReader reader = RowReader.of(data.schema(), columns, source);
    return data.toJavaRDD().map(row -> SourceTests.text(columns, reader.read(row))).collect();
  }

  @Test
  void onlyFeaturesAreRead() {
    Columns columns = columns(number("a"), text("b"), classes("y"), weight("w"));
    String path = SourceTests.write(folder, "a.csv", "more,b,a", "9,x,1.50", "8,,");
    Dataset<Row> data = SourceReader.dataFrame(spark, csv(path));
    assertThat(read(data, columns, csv(path))).containsExactly("1.5 x - -", "- - - -");
    SourceSpec query = query("SELECT 'x ' AS b, 1.5F AS a, 'not a class' AS y");
    assertThat(read(SourceReader.dataFrame(spark, query), columns, query))
        .containsExactly("1.5 x - -");
  }

  @Test
  void elementsAreFoundInArraysAndVectors() {
    Columns columns = columns(number("p[1]"), number("p[0]"));
    SourceSpec query = query("SELECT array(1, 2) AS p");
    assertThat(read(SourceReader.dataFrame(spark, query), columns, query))
        .containsExactly("2.0 1.0");
    StructType schema = new StructType().add("p", DataTypes.createArrayType(DataTypes.DoubleType));
    RowReader reader = RowReader.of(schema, columns, query);
    Row sparse = RowFactory.create(Vectors.sparse(2, new int[] {1}, new double[] {5}));
    assertThat(SourceTests.text(columns, reader.read(sparse))).isEqualTo("5.0 0.0");
    assertThat(failure(() -> reader.read(RowFactory.create(Vectors.dense(1, 2, 3)))))
        .isEqualTo(
            "Invalid array: 3 elements in column p: must be 2; mend it, or set bad-rows: drop");
    String file = SourceTests.write(folder, "a.csv", "p[0],p[1]", "3,4");
    assertThat(read(SourceReader.dataFrame(spark, csv(file)), columns, csv(file)))
        .containsExactly("4.0 3.0");
  }

  @Test
  void badValuesAreShownWithTheirLine() {
    Columns columns = columns(number("a"));
    String path = SourceTests.write(folder, "a.csv", "b,a", "x,1", "x,y");
    Dataset<Row> data = SourceReader.dataFrame(spark, csv(path));
    assertThat(failure(() -> read(data, columns, csv(path))))
        .isEqualTo(
            "Invalid number: 'y' in column a, %s line 3: name the column categorical, list the text under missing-values, or set bad-rows: drop"
                .formatted(path));
    // Also when columns were chosen in between.
    assertThat(failure(() -> read(data.select("a"), columns, csv(path)))).contains("line 3");
    assertThat(failure(() -> read(data, columns(number("aa")), csv(path))))
        .isEqualTo("Cannot find column aa in %s: did you mean a?".formatted(path));
  }

  @Test
  void aModelsColumnsAreReadWithTheirLabels() {
    Columns columns = columns(text("code"), number("a"), classes("y"), weight("w"));
    String path = SourceTests.write(folder, "a.csv", "w,y,a,code", "2,1.0,3,7", "1,new,4,8");
    Table table = SourceReader.open(spark, csv(path), columns);
    assertThat(SourceTests.rows(table)).containsExactly("7 3.0 1 2.0", "8 4.0 new 1.0");
    String without = SourceTests.write(folder, "b.csv", "w,a,code", "2,3,7");
    assertThat(failure(() -> SourceReader.open(spark, csv(without), columns)))
        .isEqualTo("Cannot find column y in %s: did you mean w?".formatted(without));
  }
}
