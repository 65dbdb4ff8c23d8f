package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import dev.bellows.data.Shard;
import dev.bellows.spark.MadeShards;
import dev.bellows.train.Engine;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * Random rows of classes, the same wherever they are made: uniform inputs of mean 0 and variance 1,
 * and a class that has nothing to do with them.
 *
 * @param inputs of a row
 * @param classes of the rows
 * @param rows of all shards
 * @param shards that they are dealt to, by turns
 * @param seed of the random numbers
 */
record BenchRows(int inputs, int classes, int rows, int shards, long seed)
    implements MadeShards.Maker {
  private static final float SCALE = (float) Math.sqrt(12); // of a uniform number, to variance 1

  @Override
  public Shard make(int shard) {
    long inputKey = Purpose.GENERATOR.key(seed, 0);
    long targetKey = Purpose.GENERATOR.key(seed, 1);
    List<Batch> chunks = new ArrayList<>();
    BatchBuilder builder = new BatchBuilder(inputs, 1);
    for (int row = shard; row < rows; row += shards) {
      builder.beginRow(1);
      for (int i = 0; i < inputs; i++) {
        float uniform = CounterRandom.uniform(inputKey, (long) row * inputs + i);
        builder.inputs()[builder.inputOffset() + i] = SCALE * (uniform - 0.5f);
      }
      float target = CounterRandom.uniform(targetKey, row) * classes;
      builder.targets()[builder.targetOffset()] = (int) target;
      if (builder.isFull()) {
        chunks.add(builder.build());
      }
    }
    if (!builder.isEmpty()) {
      chunks.add(builder.build());
    }
    return new Shard(shard, chunks);
  }

  /** An engine of threads of this JVM that holds them. */
  Engine engine(Program program, int threads) {
    List<Shard> training = new ArrayList<>();
    List<Shard> heldOut = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      training.add(make(shard));
      heldOut.add(new Shard(shard, List.of()));
    }
    return new LocalEngine(program, training, heldOut, threads);
  }
}
