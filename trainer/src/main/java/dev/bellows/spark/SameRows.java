package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/**
 * Lets shards pass as they are made, and once it knows what they were the first time, only the same
 * rows in the same order: so whatever job makes a lost shard again cannot get others. It travels
 * with each job as it is when the job is submitted.
 */
final class SameRows implements Function2<Integer, Iterator<ShardChunk>, Iterator<ShardChunk>> {
  private static final long serialVersionUID = 1;
  private static final String CHANGED =
      "Cannot go on: the source has changed since the run began: ";

  private long[] expected; // of each shard, or null the first time

  /**
   * From now on no others.
   *
   * @param fingerprints of all shards
   */
  void expect(List<Long> fingerprints) {
    expected = fingerprints.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public Iterator<ShardChunk> call(Integer shard, Iterator<ShardChunk> made) {
    return expected == null ? made : new Checked(made, shard, expected[shard]);
  }

  /** Whether {@code failure} is that a shard has become another. */
  static boolean isChange(RuntimeException failure) {
    return failure instanceof DataException && failure.getMessage().startsWith(CHANGED);
  }

  /** Fails at the end of a shard that has become another: nothing of it is cached. */
  private static final class Checked implements Iterator<ShardChunk> {
    private final Iterator<ShardChunk> made;
    private final int shard;
    private final long expected;
    private long fingerprint;

    Checked(Iterator<ShardChunk> made, int shard, long expected) {
      this.made = made;
      this.shard = shard;
      this.expected = expected;
    }

    @Override
    public boolean hasNext() {
      boolean hasNext = made.hasNext();
      if (!hasNext && fingerprint != expected) {
        throw new DataException(
            CHANGED
                + "shard %d has other rows now; run again on a source that nobody writes to meanwhile, such as a copy or a snapshot"
                    .formatted(shard));
      }
      return hasNext;
    }

    @Override
    public ShardChunk next() {
      ShardChunk chunk = made.next();
      fingerprint = chunk.fingerprint(fingerprint);
      return chunk;
    }
  }
}
