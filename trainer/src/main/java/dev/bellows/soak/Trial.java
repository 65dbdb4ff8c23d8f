package dev.bellows.soak;

import dev.bellows.data.DataException;
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

/**
 * One training under one fault. A training that hangs is told by its time, and its threads are left
 * behind.
 */
final class Trial {
  private static final Duration BOUND = Duration.ofMinutes(12);
  private static final String THREAD = "soak";
  private static final int STACK = 25;

  private final StandaloneCluster cluster;
  private final Application application;
  private final Path folder;
  private final Fault fault;
  private final long seed;
  private final Reference reference;
  private final Random random;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, THREAD);
            thread.setDaemon(true);
            return thread;
          });
  private Scene scene;

  /**
   * @param folder an empty one
   * @param seed decides when and whom the fault strikes
   * @param reference knows the right weights
   */
  Trial(
      StandaloneCluster cluster,
      Application application,
      Path folder,
      Fault fault,
      long seed,
      Reference reference) {
    this.cluster = cluster;
    this.application = application;
    this.folder = folder;
    this.fault = fault;
    this.seed = seed;
    this.reference = reference;
    this.random = new Random(31 * seed + fault.name().hashCode());
  }

  /** Trains, strikes and judges. */
  Outcome run() throws IOException, InterruptedException {
    Needs needs = fault.needs();
    cluster.bringTo(needs.workers());
    Path source = folder.resolve("rows.csv");
    Workload.write(source);
    application.awaitIdle(needs.executors());
    try (ShardedData data = Workload.load(application.session(), source, needs.shards())) {
      return train(data, source);
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome train(ShardedData data, Path source) throws InterruptedException {
    String expected = reference.of(data);
    Path trigger = folder.resolve("trigger");
    Program program = Workload.program(data, fault.loss().apply(trigger));
    long steps = Workload.steps(program);
    long strike = steps / 10 + random.nextInt((int) (steps * 4 / 10));
    RoundHistory history = new RoundHistory();
    Pace pace = new Pace(steps, strike, this::strike);
    scene = new Scene(cluster, application, pace, history, source, trigger, random);
    KernelGuard kernels = new KernelGuard(Blas.kernel().toString());
    long start = System.nanoTime();
    Future<String> training =
        threads.submit(
            () -> {
              try (Engine engine =
                  new RoundEngine(
                      application.context(),
                      program,
                      data.rows(),
                      kernels,
                      fault.needs().rounds(),
                      history)) {
                return Workload.train(program, engine, pace);
              }
            });
    Verdict verdict = verdict(training, expected, pace);
    return new Outcome(
        fault.name(),
        seed,
        pace.course() == null ? -1 : strike,
        verdict.end,
        verdict.message,
        (System.nanoTime() - start) * 1e-9,
        pace.secondsLost(),
        history.reasons(),
        history.steps());
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
      return Verdict.failed("it hangs after step %d, in%n%s".formatted(pace.step(), stacks()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String message = String.valueOf(cause.getMessage());
      return fault.complaint() != null
              && pace.course() != null // else it is something else
              && (cause instanceof ClusterException || cause instanceof DataException)
              && message.contains(fault.complaint())
          ? new Verdict(Outcome.End.NAMED_REASON, message)
          : Verdict.failed(cause.toString());
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

  /** What the threads of this trial are at. */
  private static String stacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals(THREAD))
        .map(
            entry ->
                Stream.of(entry.getValue())
                    .limit(STACK)
                    .map(frame -> "    " + frame)
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }
}
