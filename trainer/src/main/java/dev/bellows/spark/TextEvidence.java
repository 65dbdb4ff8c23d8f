package dev.bellows.spark;

import dev.bellows.data.Texts;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * What the texts of a column are, found in one pass over all rows: a sample would let one rare
 * value decide, after an hour of training, that the column was of another kind.
 */
final class TextEvidence {
  private static final byte NUMBER = 1;
  private static final byte FLAG = 2;
  private static final byte TEXT = 4;

  private final byte[] seen;

  private TextEvidence(byte[] seen) {
    this.seen = seen;
  }

  /**
   * Looks at the first {@code columns} cells of all rows that cell {@code columns} does not mark.
   */
  static TextEvidence of(JavaRDD<Row> rows, int columns, List<String> missing) {
    Cells cells = new Cells(missing);
    byte[] all = new byte[columns];
    DataErrors.unwrapping(
            () ->
                rows.mapPartitions(
                        part -> {
                          byte[] seen = new byte[columns];
                          while (part.hasNext()) {
                            Row row = part.next();
                            if (row.isNullAt(columns)) {
                              look(row, seen, cells);
                            }
                          }
                          return List.of(seen).iterator();
                        })
                    .collect())
        .forEach(
            seen -> {
              for (int i = 0; i < columns; i++) {
                all[i] |= seen[i];
              }
            });
    return new TextEvidence(all);
  }

  private static void look(Row row, byte[] seen, Cells cells) {
    for (int i = 0; i < seen.length; i++) {
      if ((seen[i] & TEXT) == 0 && !row.isNullAt(i)) {
        seen[i] |= what(row.getString(i).trim(), cells);
      }
    }
  }

  private static byte what(String text, Cells cells) {
    if (cells.isMissing(text)) {
      return 0;
    }
    if (!Double.isNaN(Texts.number(text)) || Texts.isNotFinite(text)) {
      return NUMBER; // what is not finite will be refused as a number, by line
    }
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? FLAG : TEXT;
  }

  /**
   * Whether all values of column {@code index} can be read as numbers, true and false as 1 and 0.
   */
  boolean isNumeric(int index) {
    return (seen[index] & TEXT) == 0;
  }

  /** Whether all values of column {@code index} are written as numbers. */
  boolean isNumber(int index) {
    return (seen[index] & (TEXT | FLAG)) == 0;
  }
}
