package dev.bellows.data;

/**
 * What a random number is for: the first part of every {@link CounterRandom} path, so that no two
 * uses share numbers. The codes decide bits and never change.
 */
public enum Purpose {
  ORDER(0),
  SHARD(1),
  SPLIT(2),
  INITIAL_WEIGHTS(3),
  DROPOUT(4),
  GENERATOR(5),
  GRADIENT_CHECK(6),
  IMPORTANCE(7);

  private final long code;

  Purpose(long code) {
    this.code = code;
  }

  /** The key of this purpose's numbers under {@code seed}, along {@code path}. */
  public long key(long seed, long... path) {
    return CounterRandom.key(CounterRandom.key(seed, code), path);
  }
}
