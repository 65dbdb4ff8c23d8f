package dev.bellows.soak;

import dev.bellows.linalg.Blas;
import dev.bellows.round.ClusterException;
import dev.bellows.round.RoundEngine;
import dev.bellows.spark.ShardedData;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One training under one fault, in a Spark application of its own. The driver is this JVM: tasks
 * are killed, and other jobs submitted, through its own SparkContext. A training that hangs is told
 * by its time, and its threads are left behind.
 */
final class Trial {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final Duration START = Duration.ofSeconds(60);

  private static final int STACK = 25;

  private final StandaloneCluster cluster;
  private final Path folder;
  private final Fault fault;
  private final long seed;
  private final Reference reference;
  private final Random random;
  private final SparkEvents events = new SparkEvents();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "soak");
            thread.setDaemon(true);
            return thread;
          });
  private Scene scene;

  /**
   * @param folder an empty one
   * @param seed decides when and whom the fault strikes
   * @param reference knows the right weights
   */
  Trial(StandaloneCluster cluster, Path folder, Fault fault, long seed, Reference reference) {
    this.cluster = cluster;
    this.folder = folder;
    this.fault = fault;
    this.seed = seed;
    this.reference = reference;
    this.random = new Random(seed);
  }

  /**
   * Trains, strikes and judges.
   *
   * @param logLevel of Spark in this JVM
   */
  Outcome run(String logLevel) throws IOException, InterruptedException {
    Needs needs = fault.needs();
    cluster.bringTo(needs.workers());
    Path source = folder.resolve("rows.csv");
    Workload.write(source);
    try (JavaSparkContext context = new JavaSparkContext(configuration())) {
      context.setLogLevel(logLevel);
      context.sc().addSparkListener(events);
      Condition.await(
          needs.executors() + " executors at the beginning",
          START,
          () -> events.executors() >= needs.executors());
      SparkSession spark = SparkSession.builder().getOrCreate();
      try (ShardedData data = Workload.load(spark, source, needs.shards())) {
        return train(context, data, source);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private SparkConf configuration() {
    SparkConf settings = new SparkConf(false).setAppName("bellows soak " + fault.name());
    cluster.settings().forEach(settings::set);
    settings.set("spark.ui.enabled", "false");
    settings.set("spark.ui.showConsoleProgress", "false");
    settings.set("spark.executor.memory", "512m");
    settings.set("spark.sql.shuffle.partitions", "2");
    fault.needs().spark().forEach(settings::set);
    return settings;
  }

  private Outcome train(JavaSparkContext context, ShardedData data, Path source)
      throws InterruptedException {
    String expected = reference.of(data);
    Path trigger = folder.resolve("trigger");
    Program program = Workload.program(data, fault.loss().apply(trigger));
    long steps = Workload.steps(program);
    long strike = steps / 10 + random.nextInt((int) (steps * 4 / 10));
    Pace pace = new Pace(steps, strike, this::strike);
    scene = new Scene(cluster, context, events, pace, source, trigger, random);
    KernelGuard kernels = new KernelGuard(Blas.kernel().toString());
    Losses losses = new Losses();
    long start = System.nanoTime();
    Future<String> training =
        threads.submit(
            () -> {
              try (Engine engine =
                  new RoundEngine(
                      context, program, data.rows(), kernels, fault.needs().rounds(), losses)) {
                return Workload.train(program, engine, pace);
              }
            });
    Verdict verdict = verdict(training, expected, pace);
    return new Outcome(
        fault.name(),
        seed,
        strike,
        verdict.end,
        verdict.message,
        (System.nanoTime() - start) * 1e-9,
        pace.secondsLost(),
        losses.reasons(),
        losses.steps());
  }

  private CompletableFuture<Void> strike() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            fault.deed().strike(scene);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        threads);
  }

  private record Verdict(Outcome.End end, String message) {
    static Verdict failed(String message) {
      return new Verdict(Outcome.End.FAILED, message);
    }
  }

  private Verdict verdict(Future<String> training, String expected, Pace pace)
      throws InterruptedException {
    try {
      String weights = training.get(BOUND.toSeconds(), TimeUnit.SECONDS);
      if (fault.complaint() != null) {
        return Verdict.failed("it went on, in spite of: " + fault.complaint());
      } else if (!weights.equals(expected)) {
        return Verdict.failed("other weights: %s, not %s".formatted(weights, expected));
      }
      return happened(pace.course());
    } catch (TimeoutException e) {
      return Verdict.failed(
          "it hangs after step %d, in%n%s".formatted(pace.step(), stacks("soak", "dispatcher")));
    } catch (ExecutionException e) {
      String message = String.valueOf(e.getCause().getMessage());
      return fault.complaint() != null
              && e.getCause() instanceof ClusterException
              && message.contains(fault.complaint())
          ? new Verdict(Outcome.End.NAMED_REASON, message)
          : Verdict.failed(e.getCause().toString());
    }
  }

  /** Whether the fault has come about; else the right weights say nothing. */
  private static Verdict happened(CompletableFuture<Void> course) throws InterruptedException {
    try {
      course.get(0, TimeUnit.SECONDS);
      return new Verdict(Outcome.End.SAME_BITS, null);
    } catch (TimeoutException e) {
      return Verdict.failed("right weights, but the fault had not run its course");
    } catch (ExecutionException e) {
      return Verdict.failed("right weights, but " + e.getCause().getMessage());
    }
  }

  private static String stacks(String... names) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> Stream.of(names).anyMatch(entry.getKey().getName()::startsWith))
        .map(
            entry ->
                Stream.of(entry.getValue())
                    .limit(STACK)
                    .map(frame -> "    " + frame)
                    .collect(Collectors.joining("\n", entry.getKey().getName() + "\n", "")))
        .collect(Collectors.joining("\n"));
  }
}
