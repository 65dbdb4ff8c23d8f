package dev.bellows.round;

import dev.bellows.data.Batch;
import dev.bellows.data.Shard;
import dev.bellows.spark.MadeShards;
import dev.bellows.spark.ShardedRows;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark stops between two steps, which prints what becomes of them: a program for a test. */
final class StoppedSpark {
  private static final int SHARDS = 2;

  /** So long after a step the next one asks first whether an executor is to go. */
  private static final long PAUSE_MILLIS = 1100;

  private StoppedSpark() {}

  public static void main(String[] arguments) throws InterruptedException {
    SparkConf conf = new SparkConf().setMaster("local[2]").setAppName("stops");
    JavaSparkContext context = new JavaSparkContext(conf.set("spark.ui.enabled", "false"));
    Program program = SmallProgram.of(SHARDS);
    float[] weights = new float[program.network().size()];
    ShardedRows rows =
        MadeShards.cache(
            context, SHARDS, shard -> new Shard(shard, List.of(Batch.ofCapacity(16, 3, 1))));
    RoundSettings settings = RoundSettings.defaults();
    try (RoundEngine engine =
        new RoundEngine(context, program, rows, new KernelGuard(null), settings)) {
      engine.gradient(0, weights);
      Thread.sleep(PAUSE_MILLIS);
      context.stop();
      tell("in a round", () -> engine.gradient(1, weights));
      tell("without a round", () -> engine.gradient(1, weights));
      tell("a sum", () -> engine.sum(shard -> 1, Integer::sum));
    }
  }

  private static void tell(String what, Runnable asked) {
    try {
      asked.run();
      System.out.println(what + ": done");
    } catch (RuntimeException e) {
      System.out.println(what + ": " + e);
    }
  }
}
