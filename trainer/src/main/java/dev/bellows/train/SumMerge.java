package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the sums of several threads with all threads: which are to be merged is noted first, and
 * then done piece by piece of the gradient.
 */
final class SumMerge {
  /** Floats of a piece: two of them fit into a core's cache, and it is worth a thread's while. */
  private static final int PIECE = 32_768;

  private final SumPool pool;
  private final List<StepSum> lefts = new ArrayList<>();
  private final List<StepSum> rights = new ArrayList<>();

  /** Will give back to {@code pool} what has been added to its left neighbour. */
  SumMerge(SumPool pool) {
    this.pool = pool;
  }

  /** The sum of two neighbours, whose gradient {@link #run} completes. */
  StepSum note(StepSum left, StepSum right) {
    lefts.add(left);
    rights.add(right);
    return left.mergeCounts(right);
  }

  /** Completes what was noted. */
  void run(ChunkThreads threads) {
    if (lefts.isEmpty()) {
      return;
    }
    int length = lefts.get(0).gradient().length;
    threads.run((length + PIECE - 1) / PIECE, this::addPiece);
    rights.forEach(pool::free);
    lefts.clear();
    rights.clear();
  }

  private void addPiece(int index) {
    int from = index * PIECE;
    for (int i = 0; i < lefts.size(); i++) {
      float[] sum = lefts.get(i).gradient();
      int length = Math.min(PIECE, sum.length - from);
      Elementwise.add(sum, from, rights.get(i).gradient(), from, length);
    }
  }
}
