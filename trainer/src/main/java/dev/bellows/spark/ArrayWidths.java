package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** How many elements the arrays of a column have: the same in all rows. */
final class ArrayWidths {
  private ArrayWidths() {}

  /**
   * The widths of the arrays in {@code fields}, by field; one pass over the data where the source
   * does not know them.
   *
   * @throws DataException if there are arrays of different widths, or none
   */
  static Map<Integer, Integer> of(OpenSource source, int[] fields) {
    Map<Integer, Integer> widths = new HashMap<>();
    int[] unknown = Arrays.stream(fields).filter(field -> source.width(field) < 0).toArray();
    for (int field : fields) {
      widths.put(field, source.width(field));
    }
    if (unknown.length > 0) {
      int[][] ranges = ranges(source.rows(unknown), unknown.length);
      for (int i = 0; i < unknown.length; i++) {
        widths.put(unknown[i], width(source, unknown[i], ranges[0][i], ranges[1][i]));
      }
    }
    return widths;
  }

  private static int width(OpenSource source, int field, int least, int most) {
    String name = source.schema().fieldNames()[field];
    if (most < 0) {
      throw new DataException(
          "Cannot use column %s of %s: it has no array in any row; drop it"
              .formatted(name, source.name()));
    }
    if (least != most) {
      throw new DataException(
          "Invalid arrays in column %s of %s: from %d to %d elements; all rows need the same"
                  .formatted(name, source.name(), least, most)
              + " number: drop the column, or select by size with a query");
    }
    return most;
  }

  /** The least and the most elements of each of the first {@code columns} cells. */
  private static int[][] ranges(JavaRDD<Row> rows, int columns) {
    int[][] all = none(columns);
    for (int[][] part :
        DataErrors.unwrapping(
            () ->
                rows.mapPartitions(
                        part -> {
                          int[][] range = none(columns);
                          while (part.hasNext()) {
                            look(part.next(), range);
                          }
                          return List.<int[][]>of(range).iterator();
                        })
                    .collect())) {
      for (int i = 0; i < columns; i++) {
        all[0][i] = Math.min(all[0][i], part[0][i]);
        all[1][i] = Math.max(all[1][i], part[1][i]);
      }
    }
    return all;
  }

  private static void look(Row row, int[][] range) {
    for (int i = 0; i < range[0].length; i++) {
      if (!row.isNullAt(i)) {
        int length = Cells.length(Cells.array(row.get(i)));
        range[0][i] = Math.min(range[0][i], length);
        range[1][i] = Math.max(range[1][i], length);
      }
    }
  }

  private static int[][] none(int columns) {
    int[][] range = new int[2][columns];
    Arrays.fill(range[0], Integer.MAX_VALUE);
    Arrays.fill(range[1], -1);
    return range;
  }
}
