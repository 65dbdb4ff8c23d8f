package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.linalg.Elementwise;
import dev.bellows.train.StepSum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up a step's gradients as they come in, chunk by chunk and each chunk along the shard tree,
 * so that neither the order of arrival nor who computed what decides a bit. One thread at a time.
 */
final class GradientSum {
  private final Chunks chunks;
  private final List<ShardTree<Part>> trees = new ArrayList<>(); // of each chunk
  private final ShardTree<Counts> counts;
  private final ArrayDeque<float[]> buffers = new ArrayDeque<>();
  private final float[] gradient;
  private float[] whole; // the one gradient there is, where it is a member's own array
  private int complete; // chunks

  /** Floats of a chunk, from {@code from} on, in a buffer of ours or in a member's gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(float[] floats, int from, int length, boolean isBuffer) {}

  /** All but the gradient. */
  private record Counts(double loss, double weight, long rows, long nanos) {
    Counts merge(Counts right) {
      return new Counts(
          loss + right.loss, weight + right.weight, rows + right.rows, nanos + right.nanos);
    }
  }

  GradientSum(int shards, Chunks chunks) {
    this.chunks = chunks;
    this.gradient = new float[chunks.total()];
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      trees.add(new ShardTree<>(shards, this::merge));
    }
    this.counts = new ShardTree<>(shards, Counts::merge);
  }

  /** Begins a step. */
  void clear() {
    trees.forEach(ShardTree::clear);
    counts.clear();
    whole = null;
    complete = 0;
  }

  /** Adds the counts of a block, whose gradient comes in chunks. */
  void addCounts(int first, int level, double loss, double weight, long rows, long nanos) {
    counts.add(first, level, new Counts(loss, weight, rows, nanos));
  }

  /** Adds a block without rows. */
  void addEmpty(int first, int level) {
    counts.add(first, level, null);
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      trees.get(chunk).add(first, level, null);
      finish(chunk);
    }
  }

  /**
   * Adds a chunk of a block.
   *
   * @param payload a whole gradient, or the bytes of this chunk
   */
  void add(int chunk, int first, int level, Object payload) {
    trees.get(chunk).add(first, level, part(chunk, payload));
    finish(chunk);
  }

  private Part part(int chunk, Object payload) {
    if (payload instanceof float[] own) {
      return new Part(own, chunks.from(chunk), chunks.length(chunk), false);
    }
    float[] buffer = buffers.isEmpty() ? new float[chunks.size()] : buffers.pop();
    Payload.copy((byte[]) payload, buffer, 0);
    return new Part(buffer, 0, chunks.length(chunk), true);
  }

  private Part merge(Part left, Part right) {
    Elementwise.add(left.floats, left.from, right.floats, right.from, left.length);
    free(right);
    return left;
  }

  private void free(Part part) {
    if (part.isBuffer) {
      buffers.push(part.floats);
    }
  }

  private void finish(int chunk) {
    if (!trees.get(chunk).isComplete()) {
      return;
    }
    complete++;
    Part total = trees.get(chunk).total();
    if (total == null) {
      return;
    }
    if (!total.isBuffer) {
      whole = total.floats;
    } else {
      System.arraycopy(total.floats, total.from, gradient, chunks.from(chunk), total.length);
      free(total);
    }
  }

  /** Whether everything is in. */
  boolean isComplete() {
    return complete == chunks.count() && counts.isComplete();
  }

  /** The sum of the step, or null where it has no rows; valid until {@link #clear}. */
  StepSum total() {
    Counts all = counts.total();
    return all == null
        ? null
        : new StepSum(whole == null ? gradient : whole, all.loss, all.weight, all.rows, all.nanos);
  }
}
