package dev.bellows.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Takes the rows that cannot be parsed out of a DataFrame. */
final class GoodRows {
  private GoodRows() {}

  /**
   * The rows of {@code data} whose last column, text, is null, without that column. Any other row
   * fails the action, or is left out where {@code source} says so.
   */
  static Dataset<Row> of(Dataset<Row> data, SourceSpec source, BadRowFinder finder) {
    String last = data.columns()[data.columns().length - 1];
    int cells = data.columns().length - 1;
    SourceSpec.BadRows badRows = source.badRows();
    UDF1<String, Boolean> isGood =
        wrong -> {
          if (wrong != null && badRows == SourceSpec.BadRows.FAIL) {
            Object[] row = new Object[cells + 1];
            row[cells] = wrong;
            throw finder.explain(finder.problem(wrong), RowFactory.create(row), other -> {});
          }
          return wrong == null;
        };
    return data.filter(udf(isGood, DataTypes.BooleanType).apply(col(last))).drop(last);
  }

  /**
   * The first {@code cells} cells of those {@code rows} whose next cell, text, is null. Any other
   * row fails the action, or is left out where {@code source} says so.
   */
  static JavaRDD<Row> of(JavaRDD<Row> rows, int cells, SourceSpec source, BadRowFinder finder) {
    SourceSpec.BadRows badRows = source.badRows();
    return rows.filter(
            row -> {
              if (!row.isNullAt(cells) && badRows == SourceSpec.BadRows.FAIL) {
                throw finder.explain(finder.problem(row.getString(cells)), row, other -> {});
              }
              return row.isNullAt(cells);
            })
        .map(
            row -> {
              Object[] kept = new Object[cells];
              for (int i = 0; i < cells; i++) {
                kept[i] = row.get(i);
              }
              return RowFactory.create(kept);
            });
  }
}
