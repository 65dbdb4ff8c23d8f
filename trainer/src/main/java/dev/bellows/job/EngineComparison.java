package dev.bellows.job;

import dev.bellows.round.RoundEngine;
import dev.bellows.round.RoundSettings;
import dev.bellows.spark.JobEngine;
import dev.bellows.spark.MadeShards;
import dev.bellows.spark.ShardedRows;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Times the steps of one case on several engines by turns, a window of time each: what the machine
 * does meanwhile meets all of them. An engine is made anew for each window and closed after it, so
 * that none holds threads or slots while another is timed.
 */
final class EngineComparison implements AutoCloseable {
  /** So few that an engine of 50 ms a step has whole epochs to show within some seconds. */
  static final int STEPS_PER_EPOCH = 100;

  private final BenchCase timed;
  private final Program program;
  private final BenchRows rows;
  private final int threads;
  private final JavaSparkContext context;
  private final ShardedRows cached;

  /**
   * @param context that has the executors
   * @param threads of the engine in this JVM
   */
  EngineComparison(BenchCase timed, int shards, int threads, JavaSparkContext context) {
    this.timed = timed.withEpochsOf(STEPS_PER_EPOCH);
    this.program = this.timed.program(shards);
    this.rows = this.timed.rows(shards);
    this.threads = threads;
    this.context = context;
    this.cached = MadeShards.cache(context, shards, rows);
  }

  /**
   * What an engine did.
   *
   * @param weights the sha-256 of those after the first epoch: the same on all engines
   * @param windows in the order of time
   */
  record Timing(String weights, List<BenchTraining.Window> windows) {}

  /**
   * Times {@code engines} by turns.
   *
   * @param windows of each
   * @param warmUp before the first window of each; a quarter of {@code window} before the others
   */
  Map<JobSpec.EngineName, Timing> run(
      List<JobSpec.EngineName> engines, int windows, Duration warmUp, Duration window) {
    Map<JobSpec.EngineName, Timing> timings = new EnumMap<>(JobSpec.EngineName.class);
    for (int i = 0; i < windows; i++) {
      for (JobSpec.EngineName name : engines) {
        try (BenchTraining training = new BenchTraining(timed, program, engine(name))) {
          String weights = training.firstEpoch();
          training.window(i == 0 ? warmUp : window.dividedBy(4));
          timings
              .computeIfAbsent(name, none -> new Timing(weights, new ArrayList<>()))
              .windows()
              .add(training.window(window));
        }
      }
    }
    return timings;
  }

  private Engine engine(JobSpec.EngineName name) {
    return switch (name) {
      case LOCAL -> rows.engine(program, threads);
      case JOBS -> new JobEngine(context, program, cached, new KernelGuard(null));
      case ROUNDS ->
          new RoundEngine(
              context, program, cached, new KernelGuard(null), RoundSettings.defaults());
    };
  }

  @Override
  public void close() {
    cached.release();
  }
}
