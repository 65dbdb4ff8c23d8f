package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.Row;
import dev.bellows.data.RowValues;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;

/**
 * Turns the rows of one partition, as a format reads them, into typed rows with their identity and
 * their side of the split.
 */
final class TypedRows
    implements Function2<Integer, Iterator<org.apache.spark.sql.Row>, Iterator<Row>> {
  private static final long serialVersionUID = 1;
  private final Columns columns;
  private final RowReader reader;
  private final RowHasher hasher;
  private final Splitter splitter;
  private final RowOrder order; // null where it is not asked for
  private final BadRowFinder finder;
  private final int wrongCell;
  private final DroppedRows dropped; // null where a bad row ends the run

  /**
   * @param columns of the rows to deliver
   * @param reader of all of them
   * @param splitter says which rows are held out
   * @param order of the rows, or null
   * @param finder of bad rows
   * @param wrongCell which cell says what is wrong with a row
   * @param dropped counts bad rows; null where the first one ends the run
   */
  TypedRows(
      Columns columns,
      RowReader reader,
      Splitter splitter,
      RowOrder order,
      BadRowFinder finder,
      int wrongCell,
      DroppedRows dropped) {
    this.columns = columns;
    this.reader = reader;
    this.hasher = new RowHasher(columns, EnumSet.allOf(Column.Role.class));
    this.splitter = splitter;
    this.order = order;
    this.finder = finder;
    this.wrongCell = wrongCell;
    this.dropped = dropped;
  }

  @Override
  public Iterator<Row> call(Integer partition, Iterator<org.apache.spark.sql.Row> rows) {
    return new Reading(partition, rows);
  }

  private Row read(org.apache.spark.sql.Row row, long index) {
    if (!row.isNullAt(wrongCell)) {
      throw finder.problem(row.getString(wrongCell));
    }
    return type(row, index);
  }

  private Row type(org.apache.spark.sql.Row row, long index) {
    RowValues values = new RowValues(columns);
    reader.read(row, values);
    boolean heldOut = splitter.isHeldOut(row, index, values);
    return new Row(values, hasher.hash(values), heldOut);
  }

  /** One pass over one partition. */
  private final class Reading implements Iterator<Row> {
    private final long partition;
    private final Iterator<org.apache.spark.sql.Row> rows;
    private final RowOrder.Walk walk;
    private long droppedHere;
    private Row next;

    Reading(long partition, Iterator<org.apache.spark.sql.Row> rows) {
      this.partition = partition;
      this.rows = rows;
      this.walk = order == null ? null : order.walk();
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        org.apache.spark.sql.Row row = rows.next();
        long index = walk == null ? 0 : walk.index(row);
        try {
          next = read(row, index);
        } catch (BadValue e) {
          if (dropped == null) {
            throw finder.explain(e, row, other -> type(other, 0));
          }
          dropped.add(new long[] {partition, ++droppedHere});
        }
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }
}
