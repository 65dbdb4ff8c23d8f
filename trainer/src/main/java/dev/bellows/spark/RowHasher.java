package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.RowHash;
import dev.bellows.data.RowValues;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hashes the values of some columns in order of their names, so that a source may order its columns
 * as it likes. Used by one thread at a time.
 */
final class RowHasher implements Serializable {
  private static final long serialVersionUID = 1;
  private final Column.Kind[] kinds;
  private final int[] slots;
  private transient RowHash.Digest digest;

  /** A hasher of the columns with {@code roles}. */
  RowHasher(Columns columns, Set<Column.Role> roles) {
    int[] sorted =
        IntStream.range(0, columns.size())
            .filter(i -> roles.contains(columns.get(i).role()))
            .boxed()
            .sorted(Comparator.comparing(i -> columns.get(i).name()))
            .mapToInt(i -> i)
            .toArray();
    kinds = new Column.Kind[sorted.length];
    slots = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      kinds[i] = columns.get(sorted[i]).kind();
      slots[i] = columns.slot(sorted[i]);
    }
  }

  RowHash hash(RowValues values) {
    if (digest == null) {
      digest = new RowHash.Digest();
    }
    for (int i = 0; i < slots.length; i++) {
      values.digest(kinds[i], slots[i], digest);
    }
    return digest.hash();
  }
}
