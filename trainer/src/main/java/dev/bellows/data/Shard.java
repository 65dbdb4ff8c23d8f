package dev.bellows.data;

import java.util.List;

/**
 * One of the {@code S} parts into which a data set is dealt: a list of chunks in a fixed order. The
 * shard, not the task or the executor, is the unit of reproducibility: what a shard contributes to
 * a step depends on nothing outside it.
 *
 * @param index which shard, {@code 0 … S − 1}
 * @param chunks its rows, in order, {@link Batch#rowsPerChunk} in each but the last; none for an
 *     empty shard
 */
public record Shard(int index, List<? extends Chunk> chunks) {
  public Shard {
    chunks = List.copyOf(chunks);
  }

  /** Rows in all chunks. */
  public long rows() {
    return chunks.stream().mapToLong(Chunk::rows).sum();
  }
}
