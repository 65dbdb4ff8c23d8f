package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
  private static final byte NONE = -1;

  private final BinaryOperator<T> merge;
  private final byte[] levels; // of the block that begins at each shard, or NONE
  private final List<T> values; // of the same block

  /**
   * @param shards how many shards there are in all
   * @param merge the sum of a left and a right neighbour; it may reuse either
   */
  public ShardTree(int shards, BinaryOperator<T> merge) {
    if (shards < 1) {
      throw new IllegalArgumentException("Invalid shards: %d: must be ≥ 1".formatted(shards));
    }
    this.merge = merge;
    this.levels = new byte[shards];
    this.values = new ArrayList<>(Collections.nCopies(shards, null));
    clear();
  }

  /** Begins anew: no shard is in. */
  public void clear() {
    Arrays.fill(levels, NONE);
    Collections.fill(values, null);
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

    /** It covers {@code 2^level} shards. */
    public int level() {
      return level;
    }

    /** The sum, or null where all its shards are empty. */
    public T value() {
      return value;
    }
  }

  /** Adds the leaf of one shard; {@code value} is null for an empty one. */
  public void add(int shard, T value) {
    add(shard, 0, value);
  }

  /**
   * Adds a block of another tree over the same shards.
   *
   * @throws IllegalStateException if one of its shards is in already
   */
  public void add(Block<T> block) {
    add(block.first, block.level, block.value);
  }

  /**
   * Adds the sum of the shards {@code first … first + 2^level − 1}; null where all are empty.
   *
   * @throws IllegalStateException if one of them is in already
   */
  public void add(int addedFirst, int addedLevel, T addedValue) {
    int first = addedFirst;
    int level = addedLevel;
    T value = addedValue;
    if (first < 0 || first >= levels.length || overlaps(first, level)) {
      throw new IllegalStateException(
          "Cannot add shard %d (level %d of %d shards): it is in already or does not exist"
              .formatted(first, level, levels.length));
    }
    for (; 1L << level < levels.length; level++) {
      int sibling = first ^ (1 << level);
      if (sibling < levels.length) {
        if (levels[sibling] != level) {
          break;
        }
        T other = values.get(sibling);
        value = sibling > first ? merged(value, other) : merged(other, value);
        levels[sibling] = NONE;
        values.set(sibling, null);
        first = Math.min(first, sibling);
      }
    }
    levels[first] = (byte) level;
    values.set(first, value);
  }

  /** Sees the parts of a tree. */
  public interface Visitor<T> {
    /** The sum of the shards {@code first … first + 2^level − 1}; null where all are empty. */
    void visit(int first, int level, T value);
  }

  /** Shows what has been merged so far, each as far as it goes, in shard order. */
  public void forEach(Visitor<T> visitor) {
    for (int first = 0; first < levels.length; first++) {
      if (levels[first] != NONE) {
        visitor.visit(first, levels[first], values.get(first));
      }
    }
  }

  /** What has been merged so far, each as far as it goes, in shard order. */
  public List<Block<T>> blocks() {
    List<Block<T>> blocks = new ArrayList<>();
    forEach((first, level, value) -> blocks.add(new Block<>(first, level, value)));
    return blocks;
  }

  /** How many blocks the neighbours {@code from … end − 1} of so many shards come to. */
  public static int blocks(int from, int end, int shards) {
    int blocks = 0;
    for (int first = from; first < end; blocks++) {
      int size = 1;
      while (first % (2 * size) == 0
          && Math.min(shards, first + 2 * size) <= end
          && size < shards) {
        size *= 2;
      }
      first += size;
    }
    return blocks;
  }

  /** Whether every shard is in. */
  public boolean isComplete() {
    return levels[0] != NONE && 1L << levels[0] >= levels.length;
  }

  /**
   * The sum over all shards, or null where all are empty.
   *
   * @throws IllegalStateException if a shard is missing
   */
  public T total() {
    if (!isComplete()) {
      throw new IllegalStateException(
          "Cannot add up %d shards: some are missing".formatted(levels.length));
    }
    return values.get(0);
  }

  /** Whether a block that is in begins among these shards, or reaches into them from before. */
  private boolean overlaps(int first, int level) {
    long end = Math.min(levels.length, first + (1L << level));
    for (int shard = first; shard < end; shard++) {
      if (levels[shard] != NONE) {
        return true;
      }
    }
    for (int above = level + 1; 1L << (above - 1) < levels.length; above++) {
      int ancestor = first >> above << above;
      if (levels[ancestor] >= above) {
        return true;
      }
    }
    return false;
  }

  private T merged(T left, T right) {
    return left == null ? right : right == null ? left : merge.apply(left, right);
  }
}
