package dev.bellows.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * The order of a source, however it was cut: one cell of each row tells its position, either the
 * index of the row itself or the offset in the file of the block that it was read with. Rows of a
 * block come one after the other.
 */
final class RowOrder implements Serializable {
  private static final long serialVersionUID = 1;
  private final int cell;
  private final long rows;
  private final HashMap<Long, Long> firstRows; // of each block; null where positions are indices

  private RowOrder(int cell, long rows, Map<Long, Long> firstRows) {
    this.cell = cell;
    this.rows = rows;
    this.firstRows = firstRows == null ? null : new HashMap<>(firstRows);
  }

  /** The order of {@code rows} rows whose cell {@code cell} is their index. */
  static RowOrder ofIndices(int cell, long rows) {
    return new RowOrder(cell, rows, null);
  }

  /** The order of rows whose cell {@code cell} is the offset of their block; counts them. */
  static RowOrder ofBlocks(int cell, JavaRDD<Row> rows) {
    List<long[]> counts =
        DataErrors.unwrapping(
            () ->
                rows.mapPartitions(
                        part -> {
                          List<long[]> blocks = new ArrayList<>();
                          long[] block = {-1, 0};
                          while (part.hasNext()) {
                            long offset = part.next().getLong(cell);
                            if (offset != block[0]) {
                              block = new long[] {offset, 0};
                              blocks.add(block);
                            }
                            block[1]++;
                          }
                          return blocks.iterator();
                        })
                    .collect());
    TreeMap<Long, Long> sorted = new TreeMap<>();
    counts.forEach(block -> sorted.put(block[0], block[1]));
    Map<Long, Long> firstRows = new HashMap<>();
    long total = 0;
    for (Map.Entry<Long, Long> block : sorted.entrySet()) {
      firstRows.put(block.getKey(), total);
      total += block.getValue();
    }
    return new RowOrder(cell, total, firstRows);
  }

  /** Rows in all. */
  long rows() {
    return rows;
  }

  /** Tells the rows of one partition, one after the other, their indices. */
  final class Walk {
    private long block = -1;
    private long next;

    long index(Row row) {
      long position = row.getLong(cell);
      if (firstRows == null) {
        return position;
      }
      if (position != block) {
        block = position;
        next = firstRows.get(position);
      }
      return next++;
    }
  }

  Walk walk() {
    return new Walk();
  }
}
