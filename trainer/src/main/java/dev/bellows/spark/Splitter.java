package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import dev.bellows.data.RowHash;
import dev.bellows.data.RowValues;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Says which rows are held out for validation. Used by one thread at a time. */
interface Splitter extends Serializable {
  /** What marks a row as held out, in a column. */
  Set<String> HELD_OUT = Set.of("true", "1", "yes", "validation");

  /** What marks a row as one to train on. */
  Set<String> KEPT = Set.of("false", "0", "no", "training");

  /**
   * Whether a row is held out.
   *
   * @param row as it was read
   * @param index of the row in the source, where it has an order
   * @param values of the row
   * @throws BadValue if the row does not tell
   */
  boolean isHeldOut(Row row, long index, RowValues values);

  /** Holds out no row. */
  static Splitter none() {
    return (row, index, values) -> false;
  }

  /** Holds out a fraction by a hash of all features. */
  static Splitter byFeatures(SplitSpec.Fraction split, Columns columns) {
    RowHasher hasher = new RowHasher(columns, EnumSet.of(Column.Role.FEATURE));
    return (row, index, values) -> isUnder(split, hasher.hash(values));
  }

  /** Holds out a fraction by a hash of {@code key} columns, in rows with {@code schema}. */
  static Splitter byKey(
      SplitSpec.Fraction split, Columns key, StructType schema, SourceSpec source) {
    RowReader reader =
        RowReader.of(schema, key, EnumSet.of(Column.Role.FEATURE), RowReader.Classes.ANY, source);
    RowHasher hasher = new RowHasher(key, EnumSet.of(Column.Role.FEATURE));
    return (row, index, values) -> {
      RowValues keyValues = new RowValues(key);
      reader.read(row, keyValues);
      return isUnder(split, hasher.hash(keyValues));
    };
  }

  private static boolean isUnder(SplitSpec.Fraction split, RowHash hash) {
    long key = Purpose.SPLIT.key(split.seed());
    long bits = hash.high() ^ Long.rotateLeft(hash.low(), 32);
    return CounterRandom.uniformDouble(key, bits) < split.fraction();
  }

  /** Holds out the rows that cell {@code cell}, of {@code column}, marks. */
  static Splitter byColumn(String column, int cell, Cells cells) {
    return (row, index, values) -> {
      String mark = cells.className(row.get(cell));
      if (mark != null && HELD_OUT.contains(mark.toLowerCase(Locale.ROOT))) {
        return true;
      }
      if (mark != null && KEPT.contains(mark.toLowerCase(Locale.ROOT))) {
        return false;
      }
      throw new BadValue(
          "Invalid split: %s in column %s".formatted(BadValue.quote(mark), column),
          "write true, 1, yes or validation for rows to hold out and false, 0, no or training for"
              + " the others, or set bad-rows: drop");
    };
  }

  /** Holds out the rows from index {@code first} on. */
  static Splitter fromIndex(long first) {
    return (row, index, values) -> index >= first;
  }

  /** Holds out the rows whose cell {@code cell}, of {@code column}, is after {@code date}. */
  static Splitter after(LocalDate date, String column, int cell, Cells cells) {
    return (row, index, values) -> cells.day(row.get(cell), column).isAfter(date);
  }
}
