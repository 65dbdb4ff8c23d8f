package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Puts a table together, once its columns are decided: which fields to read and who holds out. */
final class Opening {
  private final SparkSession spark;
  private final SourceSpec source;
  private final OpenSource opened;
  private final Typing.Decision decision;
  private final RowReader.Classes classes;
  private final List<String> names;

  Opening(
      SparkSession spark,
      SourceSpec source,
      OpenSource opened,
      Typing.Decision decision,
      RowReader.Classes classes) {
    this.spark = spark;
    this.source = source;
    this.opened = opened;
    this.decision = decision;
    this.classes = classes;
    this.names = Arrays.asList(opened.schema().fieldNames());
  }

  Table table(SplitSpec split) {
    int[] fields = fields(split);
    StructType schema = new StructType();
    for (int field : fields) {
      schema = schema.add(opened.schema().apply(field));
    }
    Columns columns = decision.columns();
    RowReader reader =
        RowReader.of(schema, columns, EnumSet.allOf(Column.Role.class), classes, source);
    OpenSource.OrderedRows ordered =
        split instanceof SplitSpec.Last ? opened.orderedRows(fields) : null;
    JavaRDD<Row> rows = ordered == null ? opened.rows(fields) : ordered.rows();
    if (DataErrors.unwrapping(rows::isEmpty)) {
      throw new DataException("Cannot find rows in %s: %s".formatted(source.name(), opened.none()));
    }
    DroppedRows dropped = null;
    if (source.badRows() == SourceSpec.BadRows.DROP) {
      dropped = new DroppedRows();
      spark.sparkContext().register(dropped, "rows dropped");
    }
    TypedRows typed =
        new TypedRows(
            columns,
            reader,
            splitter(split, schema, ordered),
            ordered == null ? null : ordered.order(),
            opened.finder(fields),
            fields.length,
            dropped);
    DroppedRows counter = dropped;
    return new Table(
        columns,
        rows.mapPartitionsWithIndex(typed, true),
        counter == null ? () -> 0 : counter::value);
  }

  /** The fields to read, in the order of the source. */
  private int[] fields(SplitSpec split) {
    TreeSet<Integer> fields = new TreeSet<>();
    for (Columns columns : List.of(decision.columns(), decision.key())) {
      for (int i = 0; i < columns.size(); i++) {
        fields.add(RowReader.field(columns.get(i).name(), names, source));
      }
    }
    if (split instanceof SplitSpec.ByColumn byColumn) {
      fields.add(names.indexOf(byColumn.column()));
    } else if (split instanceof SplitSpec.After after) {
      fields.add(names.indexOf(after.column()));
    }
    return fields.stream().mapToInt(field -> field).toArray();
  }

  private Splitter splitter(SplitSpec split, StructType schema, OpenSource.OrderedRows ordered) {
    Cells cells = new Cells(source.missingValues());
    if (split instanceof SplitSpec.Fraction fraction) {
      return fraction.key().isEmpty()
          ? Splitter.byFeatures(fraction, decision.columns())
          : Splitter.byKey(fraction, decision.key(), schema, source);
    } else if (split instanceof SplitSpec.ByColumn byColumn) {
      return Splitter.byColumn(byColumn.column(), schema.fieldIndex(byColumn.column()), cells);
    } else if (split instanceof SplitSpec.After after) {
      int cell = schema.fieldIndex(after.column());
      ColumnType type = ColumnType.of(schema.apply(cell).dataType());
      if (type != ColumnType.TIME && type != ColumnType.TEXT) {
        throw new DataException(
            "Cannot split %s by column %s: it is of type %s, not a date"
                .formatted(
                    source.name(), after.column(), schema.apply(cell).dataType().simpleString()));
      }
      return Splitter.after(after.date(), after.column(), cell, cells);
    } else if (split instanceof SplitSpec.Last last) {
      long rows = ordered.order().rows();
      if (last.rows() >= rows) {
        throw new DataException(
            "Cannot hold out the last %d rows of %s: it has %d"
                .formatted(last.rows(), source.name(), rows));
      }
      return Splitter.fromIndex(rows - last.rows());
    }
    return Splitter.none();
  }
}
