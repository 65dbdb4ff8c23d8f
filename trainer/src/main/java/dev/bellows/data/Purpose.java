package dev.bellows.data;

/**
 * What a random number is for: the first step of every {@link CounterRandom} path, so that no two uses share numbers. The order
 * of the constants decides bits: new ones go to the end.
 */
public enum Purpose {
  ORDER,
  SHARD,
  SPLIT,
  INITIAL_WEIGHTS,
  DROPOUT,
  GENERATOR,
  GRADIENT_CHECK
}
