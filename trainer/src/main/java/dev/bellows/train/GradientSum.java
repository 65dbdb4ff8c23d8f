package dev.bellows.train;

import dev.bellows.data.ShardTree;
import dev.bellows.linalg.Elementwise;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The gradient sum of a step while it grows. Each chunk is added up along the shard tree for
 * itself, as soon as two neighbours are there, by whichever thread brings the second: the upper
 * layers' gradients are summed, and can travel, while the lower ones' are still being computed.
 * Neither the order of arrival nor the number of threads decides a bit.
 *
 * <p>A shard brings its chunks in any order, but its counts before chunk 0 and that one last. Then
 * the counts of all are in when chunk 0 is complete.
 */
public final class GradientSum {
  private final int shards;
  private final int expected;
  private final Chunks chunks;
  private final Consumer<StepSum> free;
  private final IntConsumer whenComplete;
  private final List<ShardTree<StepSum>> trees; // of each chunk, which is its lock
  private final int[] covered; // shards that are in, of each chunk
  private final ShardTree<StepSum> counts; // its own lock
  private final AtomicInteger open = new AtomicInteger(); // chunks

  /**
   * @param shards how many there are in all
   * @param expected how many will be brought
   * @param free takes a sum that has been added to its left neighbour
   * @param whenComplete is told each chunk of which all that is expected has been added up, on the
   *     thread that brought the last
   */
  public GradientSum(
      int shards, int expected, Chunks chunks, Consumer<StepSum> free, IntConsumer whenComplete) {
    this.shards = shards;
    this.expected = expected;
    this.chunks = chunks;
    this.free = free;
    this.whenComplete = whenComplete;
    this.trees =
        IntStream.range(0, chunks.count())
            .mapToObj(i -> new ShardTree<StepSum>(shards, (left, right) -> merge(i, left, right)))
            .toList();
    this.covered = new int[chunks.count()];
    this.counts = new ShardTree<>(shards, this::mergeCounts);
    clear();
  }

  /** Begins a step, while nobody adds. What the last one came to is free. */
  public void clear() {
    counts.forEach(
        (first, level, sum) -> {
          if (sum != null) {
            free.accept(sum);
          }
        });
    counts.clear();
    trees.forEach(ShardTree::clear);
    Arrays.fill(covered, 0);
    open.set(trees.size());
  }

  public Chunks chunks() {
    return chunks;
  }

  /** Adds all but the gradient of the shards {@code first … first + 2^level − 1}. */
  public void addCounts(int first, int level, StepSum sum) {
    synchronized (counts) {
      counts.add(first, level, sum);
    }
  }

  /** Adds a chunk of the same shards' gradient; {@code sum} is null where they have no rows. */
  public void add(int chunk, int first, int level, StepSum sum) {
    ShardTree<StepSum> tree = trees.get(chunk);
    boolean isComplete;
    synchronized (tree) {
      tree.add(first, level, sum);
      covered[chunk] += (int) Math.min(1L << level, shards - first);
      isComplete = covered[chunk] == expected;
    }
    if (isComplete) {
      open.decrementAndGet();
      whenComplete.accept(chunk);
    }
  }

  /** Adds all chunks of the same shards' gradient. */
  public void addChunks(int first, int level, StepSum sum) {
    for (int chunk = trees.size() - 1; chunk >= 0; chunk--) {
      add(chunk, first, level, sum);
    }
  }

  /** Adds shards without rows in this step. */
  public void addEmpty(int first, int level) {
    addCounts(first, level, null);
    addChunks(first, level, null);
  }

  private StepSum merge(int chunk, StepSum left, StepSum right) {
    int from = chunks.from(chunk);
    Elementwise.add(left.gradient(), from, right.gradient(), from, chunks.length(chunk));
    return joined(left, right);
  }

  private StepSum mergeCounts(StepSum left, StepSum right) {
    left.mergeCounts(right);
    return joined(left, right);
  }

  private StepSum joined(StepSum left, StepSum right) {
    if (right.join() == trees.size() + 1) {
      free.accept(right);
    }
    return left;
  }

  /** Whether everything that is expected is in. */
  public boolean isComplete() {
    return open.get() == 0;
  }

  /**
   * What a complete chunk has been added up to, each block as far as the tree allows; the other
   * chunks of these sums may still change.
   */
  public List<ShardTree.Block<StepSum>> blocks(int chunk) {
    ShardTree<StepSum> tree = trees.get(chunk);
    synchronized (tree) {
      return tree.blocks();
    }
  }

  /** What all has been added up to, once it is complete; valid until {@link #clear}. */
  public List<ShardTree.Block<StepSum>> blocks() {
    synchronized (counts) {
      return counts.blocks();
    }
  }

  /** The sum over all shards, or null where none has rows; valid until {@link #clear}. */
  public StepSum total() {
    return counts.total();
  }
}
