package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Adds up what the shards deliver in one fixed binary tree over the shard indices, whoever delivers
 * first: floating-point sums then have the same bits on any cluster.
 *
 * <p>A node of level {@code l} covers {@code 2^l} shards from a multiple of {@code 2^l} on. Two
 * siblings are merged as soon as both are there, left operand first. A node whose sibling lies
 * beyond the last shard rises alone. A task that holds several shards merges what it can and sends
 * its {@linkplain #blocks blocks}; the driver adds those to a tree of its own.
 *
 * <p>A shard without rows is added as {@code null}: it takes its place and adds nothing.
 *
 * @param <T> what is added up
 */
public final class ShardTree<T> {
  private final int shards;
  private final BinaryOperator<T> merge;
  private final NavigableMap<Integer, Block<T>> blocks = new TreeMap<>();

  /**
   * @param shards how many shards there are in all
   * @param merge the sum of a left and a right neighbour; it may reuse either
   */
  public ShardTree(int shards, BinaryOperator<T> merge) {
    if (shards < 1) {
      throw new IllegalArgumentException("Invalid shards: %d: must be ≥ 1".formatted(shards));
    }
    this.shards = shards;
    this.merge = merge;
  }

  /**
   * A merged part of the tree: the shards {@code first … first + 2^level − 1}. A class, not a
   * record, since Kryo writes it.
   *
   * @param <T> what is added up
   */
  public static final class Block<T> implements Serializable {
    private static final long serialVersionUID = 1;
    private final int first;
    private final int level;
    private final T value;

    Block(int first, int level, T value) {
      this.first = first;
      this.level = level;
      this.value = value;
    }

    /** The first shard that the block covers. */
    public int first() {
      return first;
    }

    /** The sum, or null where all its shards are empty. */
    public T value() {
      return value;
    }
  }

  /** Adds the leaf of one shard; {@code value} is null for an empty one. */
  public void add(int shard, T value) {
    add(new Block<>(shard, 0, value));
  }

  /**
   * Adds a block of another tree over the same shards.
   *
   * @throws IllegalStateException if one of its shards is in already
   */
  public void add(Block<T> block) {
    Block<T> current = block;
    if (current.first < 0 || current.first >= shards || overlaps(current)) {
      throw new IllegalStateException(
          "Cannot add shard %d (level %d of %d shards): it is in already or does not exist"
              .formatted(current.first, current.level, shards));
    }
    while (1L << current.level < shards) {
      int size = 1 << current.level;
      boolean isLeft = (current.first & size) == 0;
      int sibling = isLeft ? current.first + size : current.first - size;
      if (sibling < shards) {
        Block<T> other = blocks.get(sibling);
        if (other == null || other.level != current.level) {
          break;
        }
        blocks.remove(sibling);
        current = isLeft ? merged(current, other) : merged(other, current);
      } else {
        current = new Block<>(current.first, current.level + 1, current.value);
      }
    }
    blocks.put(current.first, current);
  }

  /** What has been merged so far, each as far as it goes, in shard order. */
  public List<Block<T>> blocks() {
    return new ArrayList<>(blocks.values());
  }

  /** Whether every shard is in. */
  public boolean isComplete() {
    return blocks.size() == 1 && 1L << blocks.firstEntry().getValue().level >= shards;
  }

  /**
   * The sum over all shards, or null where all are empty.
   *
   * @throws IllegalStateException if a shard is missing
   */
  public T total() {
    if (!isComplete()) {
      throw new IllegalStateException(
          "Cannot add up %d shards: some are missing".formatted(shards));
    }
    return blocks.firstEntry().getValue().value;
  }

  private boolean overlaps(Block<T> block) {
    var before = blocks.floorEntry(block.first);
    var after = blocks.ceilingEntry(block.first);
    boolean reachesIn =
        before != null && before.getKey() + (1L << before.getValue().level) > block.first;
    boolean liesIn = after != null && after.getKey() < block.first + (1L << block.level);
    return reachesIn || liesIn;
  }

  private Block<T> merged(Block<T> left, Block<T> right) {
    T value =
        left.value == null
            ? right.value
            : right.value == null ? left.value : merge.apply(left.value, right.value);
    return new Block<>(left.first, left.level + 1, value);
  }
}
