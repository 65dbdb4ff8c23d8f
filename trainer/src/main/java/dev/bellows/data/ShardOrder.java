package dev.bellows.data;

import java.util.List;
import java.util.Objects;

/**
 * The order in which one epoch visits the rows of one shard: the chunks are permuted, then the rows
 * within each window of {@value #WINDOW} chunks, by permutations keyed by (seed, epoch, shard). A
 * shard that fits into one window is fully permuted; a larger one is read window by window.
 */
public final class ShardOrder {
  /** Chunks in a window: 64 MiB of rows at the most. */
  static final int WINDOW = 16;

  /** Positions that are permuted at once. */
  private static final int AHEAD = 1024;

  private final int window;
  private final Chunk[] chunks;
  private final long[] starts; // of each permuted chunk, and the end
  private final Permutation[] windows;

  // permuted already: positions, the first chunk of their window, and the rows there
  private final int[] ahead = new int[AHEAD];
  private long aheadFrom;
  private long aheadTo;
  private int aheadChunk;

  /** The order of {@code shard} in epoch {@code epoch} of the run with {@code seed}. */
  public ShardOrder(Shard shard, long seed, int epoch) {
    this(shard, seed, epoch, WINDOW);
  }

  ShardOrder(Shard shard, long seed, int epoch, int window) {
    this.window = window;
    long key = Purpose.ORDER.key(seed, epoch, shard.index());
    List<? extends Chunk> stored = shard.chunks();
    int count = stored.size();
    chunks = new Chunk[count];
    starts = new long[count + 1];
    Permutation order = new Permutation(count, key);
    for (int i = 0; i < count; i++) {
      chunks[i] = stored.get(order.apply(i));
      starts[i + 1] = starts[i] + chunks[i].rows();
    }
    windows = new Permutation[(count + window - 1) / window];
    for (int w = 0; w < windows.length; w++) {
      long rows = windowEnd(w) - starts[w * window];
      windows[w] = new Permutation(Math.toIntExact(rows), CounterRandom.key(key, w));
    }
  }

  /** Rows of the shard. */
  public long rows() {
    return starts[chunks.length];
  }

  /**
   * Copies the rows at positions {@code from … from + count − 1} of this order to the rows 0 …
   * count − 1 of {@code into}.
   *
   * @throws IndexOutOfBoundsException if the shard has fewer rows
   */
  public void gather(long from, int count, Batch into) {
    Objects.checkFromIndexSize(from, count, rows());
    for (int i = 0; i < count; i++) {
      long position = from + i;
      if (position < aheadFrom || position >= aheadTo) {
        lookAhead(position);
      }
      long row = ahead[(int) (position - aheadFrom)] + starts[aheadChunk];
      int chunk = aheadChunk;
      while (row >= starts[chunk + 1]) {
        chunk++;
      }
      chunks[chunk].copyRow((int) (row - starts[chunk]), into, i);
    }
  }

  /** Permutes the positions from {@code position} on, which will be asked for next. */
  private void lookAhead(long position) {
    int w = 0;
    while (position >= windowEnd(w)) {
      w++;
    }
    aheadChunk = w * window;
    aheadFrom = position;
    aheadTo = Math.min(position + AHEAD, windowEnd(w));
    int first = (int) (position - starts[aheadChunk]);
    windows[w].apply(first, (int) (aheadTo - aheadFrom), ahead);
  }

  private long windowEnd(int w) {
    return starts[Math.min(chunks.length, (w + 1) * window)];
  }
}
