package dev.bellows.job;

import dev.bellows.data.Column;
import dev.bellows.data.InputSpec;
import dev.bellows.data.UnseenCategories;
import dev.bellows.model.Model;
import dev.bellows.spark.DataErrors;
import dev.bellows.spark.RowReader;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Predicts a table and writes it with the predictions beside the columns asked for. */
final class PredictRun {
  private final SparkSession spark;
  private final Model model;
  private final SourceSpec source;

  PredictRun(SparkSession spark, Model model, SourceSpec source) {
    this.spark = spark;
    this.model = model;
    this.source = source;
  }

  /**
   * What was done.
   *
   * @param rows predicted
   * @param dropped rows that could not be read
   * @param unseen rows with a category that training had not, by column
   */
  record Result(long rows, long dropped, Map<String, Long> unseen) {}

  /**
   * Predicts and writes.
   *
   * @param columns to keep; null for all
   * @param layer whose outputs are asked for; −1 for none
   * @throws dev.bellows.data.DataException if the data lacks a feature or has a bad row; nothing is
   *     left behind
   * @throws CommandException if the output is there already, or a column cannot be kept
   */
  Result run(List<String> columns, int layer, PredictOutput output) throws IOException {
    output.check();
    InputSpec inputs = model.preprocessing().fitted().spec().inputs();
    Dataset<Row> data = SourceReader.dataFrame(spark, source, inputs);
    List<String> names = Arrays.asList(data.schema().fieldNames());
    List<String> kept = kept(columns, names, inputs);
    data = data.select(needed(kept, names));
    StructType schema = data.schema();
    RowReader reader = RowReader.of(schema, model.preprocessing().fitted().rowColumns(), source);
    StructType written = written(kept, schema, layer, output);
    PredictionCounts counts = new PredictionCounts();
    spark.sparkContext().register(counts, "predictions");
    PackedModel packed =
        PackedModel.of(model, JavaSparkContext.fromSparkContext(spark.sparkContext()));
    int[] cells = kept.stream().mapToInt(schema::fieldIndex).toArray();
    Dataset<Row> predicted =
        data.mapPartitions(
            new PredictedRows(packed, layer, reader, cells, source.badRows(), counts),
            Encoders.row(written));
    DataErrors.unwrapping(
        () -> {
          output.write(predicted);
          return null;
        });
    return result(counts.value());
  }

  private static List<String> kept(List<String> columns, List<String> names, InputSpec inputs) {
    if (columns == null) {
      boolean series = inputs instanceof InputSpec.Series; // a window is kept if asked for
      return names.stream()
          .filter(name -> !series || !name.equals(InputSpec.Series.WINDOW))
          .toList();
    }
    for (String column : columns) {
      if (!names.contains(column)) {
        throw new CommandException(
            Status.SPEC,
            "Invalid --columns: %s: the data has %s".formatted(column, String.join(", ", names)));
      }
    }
    return columns.stream().distinct().toList();
  }

  /** What is kept and what features are read from, so that Parquet reads no more. */
  private org.apache.spark.sql.Column[] needed(List<String> kept, List<String> names) {
    Set<String> needed = new HashSet<>(kept);
    needed.addAll(source.format().identifying());
    for (Column column : model.preprocessing().fitted().columns()) {
      needed.add(column.name());
      needed.add(column.name().replaceFirst("\\[[0-9]+]$", ""));
    }
    return names.stream()
        .filter(needed::contains)
        .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  private StructType written(
      List<String> kept, StructType schema, int layer, PredictOutput output) {
    List<StructField> fields = new ArrayList<>();
    for (String name : kept) {
      StructField field = schema.apply(name);
      output.checkHolds(field);
      fields.add(field);
    }
    for (StructField field : new PredictedColumns(model, layer).fields()) {
      output.checkHolds(field);
      if (kept.contains(field.name())) {
        throw new CommandException(
            Status.SPEC,
            "Cannot add a column '%s': the data has one; leave it out with --columns"
                .formatted(field.name()));
      }
      fields.add(field);
    }
    return DataTypes.createStructType(fields);
  }

  private Result result(long[] counts) {
    if (counts.length == 0) {
      return new Result(0, 0, Map.of());
    }
    UnseenCategories unseen = model.preprocessing().unseenCategories();
    unseen.add(Arrays.copyOfRange(counts, 2, counts.length));
    return new Result(counts[0], counts[1], new LinkedHashMap<>(unseen.byColumn()));
  }
}
