package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Batch;
import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.linalg.Blas;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.spark.MadeShards;
import dev.bellows.spark.ShardedData;
import dev.bellows.spark.ShardedRows;
import dev.bellows.spark.Table;
import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.KernelMismatchException;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import dev.bellows.train.StepReport;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What rounds do when things go wrong or are shared, with the tasks of one process. */
@ExtendWith(SparkExtension.class)
class RoundEngineTest {
  private static final int SHARDS = 5;
  private static final long SEED = 3;
  private static final int EPOCHS = 10;
  private static final RoundSettings SETTINGS =
      new RoundSettings(Duration.ofSeconds(60), Duration.ofSeconds(3), Duration.ofMinutes(1), 2);

  private static final AtomicInteger FAILURES = new AtomicInteger(); // that are still to come

  private static final AtomicReference<CountDownLatch> BUSY = new AtomicReference<>();

  private static JavaSparkContext context;
  private static ShardedData data;
  private static float[] reference;

  /** What a run has heard of its rounds. */
  private static final class Heard implements RoundListener {
    private final List<String> losses = new ArrayList<>();
    private final List<String> notRestored = new ArrayList<>();
    private final List<Long> repeated = new ArrayList<>();
    private int dealt;

    @Override
    public void onDealt(int executors, int cores, long bytesOnDisk) {
      dealt++;
    }

    @Override
    public void onLost(String reason) {
      losses.add(reason);
    }

    @Override
    public void onNotRestored(String reason) {
      notRestored.add(reason);
    }

    @Override
    public void onRepeated(long step) {
      repeated.add(step);
    }
  }

  @BeforeAll
  static void load(SparkSession spark) {
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Columns columns =
        new Columns(
            List.of(
                new Column("x", Column.Kind.NUMERIC, Column.Role.FEATURE),
                new Column("y", Column.Kind.NUMERIC, Column.Role.FEATURE),
                new Column("class", Column.Kind.CATEGORICAL, Column.Role.LABEL)));
    Table table = new Table(columns, context.parallelize(rows(), 3), () -> 0);
    data = ShardedData.load(context, table, PreprocessingSpec.defaults(), SHARDS, SEED, SHARDS);
    ShardedRows.Shards shards = data.rows().collect();
    reference =
        train(new LocalEngine(program(), shards.training(), shards.validation(), 1), step -> {});
  }

  @AfterAll
  static void release() {
    data.close();
  }

  @Test
  void aTaskThatSparkKillsIsRepeated() {
    Heard heard = new Heard();
    Set<Long> killed = new HashSet<>();
    int kills = 2;
    float[] weights =
        train(
            engine(program(), SETTINGS, heard),
            step -> {
              int losses = heard.losses.size();
              if (losses < kills && killed.size() == losses) {
                runningTasks().stream()
                    .filter(task -> !killed.contains(task))
                    .findFirst()
                    .ifPresent(
                        task -> {
                          killed.add(task);
                          context.sc().killTaskAttempt(task, true, "for a test");
                        });
              }
              awaitLosses(heard, kills);
            });

    assertThat(weights).containsExactly(reference);
    assertThat(heard.losses)
        .hasSize(2)
        .allMatch(reason -> reason.endsWith("Spark has killed its task: for a test"));
    assertThat(heard.repeated).hasSizeLessThanOrEqualTo(2); // a loss may come between two steps
  }

  @Test
  void aJobThatSomeoneCancelsIsRepeated() {
    Heard heard = new Heard();
    float[] weights =
        train(
            engine(program(), SETTINGS, heard),
            step -> {
              if (step == 5) {
                context.cancelAllJobs();
              }
              awaitLosses(heard, 1);
            });

    assertThat(weights).containsExactly(reference);
    assertThat(heard.losses).hasSize(1);
  }

  /** Goes on slowly until so many losses have been heard; 300 steps are time enough. */
  private static void awaitLosses(Heard heard, int losses) {
    if (heard.losses.size() < losses) {
      pause(Duration.ofMillis(20));
    }
  }

  @Test
  void shardsThatTheCacheHasLostAreMadeAgain() {
    Heard heard = new Heard();
    RoundSettings brief = SETTINGS.withLongest(Duration.ofMillis(50));
    float[] weights =
        train(
            engine(program(), brief, heard),
            step -> {
              if (step == 150) {
                lose(data.rows(), 2);
                pause(brief.longest()); // the next step begins a round
              }
            });

    assertThat(weights).containsExactly(reference);
    assertThat(heard.losses).hasSize(1).allMatch(reason -> reason.contains("lost the shards [2]"));
  }

  @Test
  void manyShortRoundsGiveTheSameBits() {
    Heard heard = new Heard();
    float[] weights =
        train(
            engine(program(), SETTINGS.withLongest(Duration.ofMillis(20)), heard),
            step -> pause(Duration.ofMillis(1)));

    assertThat(weights).containsExactly(reference);
    assertThat(heard.losses).isEmpty();
    assertThat(heard.dealt).isGreaterThan(3);
  }

  @Test
  void whatFailsAgainAndAgainEndsTheRunAndIsNamed() {
    Heard heard = new Heard();
    Program failing = withLoss(new StrangeLoss(Duration.ZERO));

    assertThatThrownBy(() -> train(engine(failing, SETTINGS, heard), step -> {}))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("3 rounds in a row were lost")
        .hasMessageEndingWith("no sum of this");
    assertThat(heard.losses).hasSize(3);
    awaitActiveJobs(0);
  }

  @Test
  void aStepThatTakesTooLongEndsTheRunAndWhoIsLateIsNamed() {
    Program slow = withLoss(new StrangeLoss(Duration.ofMillis(1200)));
    RoundSettings impatient = SETTINGS.withStepTimeout(Duration.ofSeconds(1));
    TaskEnds ends = new TaskEnds();
    context.sc().addSparkListener(ends);

    assertThatThrownBy(() -> train(engine(slow, impatient, RoundListener.NONE), step -> {}))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("step 0 is not done within step-timeout, 1 s")
        .hasMessageContaining("executor driver on ");
    await(() -> !ends.reasons().isEmpty());
    context.sc().removeSparkListener(ends);
    assertThat(ends.reasons()).as("who stops in the middle of a step").containsOnly("Success");
  }

  @Test
  void anExecutorWithAnotherKernelIsRefused() {
    Engine engine =
        new RoundEngine(
            context, program(), data.rows(), new KernelGuard("netlib 1.0 Z80"), SETTINGS);

    assertThatThrownBy(() -> train(engine, step -> {}))
        .isInstanceOf(KernelMismatchException.class)
        .hasMessageContaining("this run computes with netlib 1.0 Z80")
        .hasMessageContaining(Blas.kernel().toString());
  }

  @Test
  void anIdleRoundGivesItsSlotsBack() throws Exception {
    try (Engine engine = engine(program(), SETTINGS, RoundListener.NONE)) {
      float[] weights = program().network().initialize(SEED);
      engine.gradient(0, weights);
      awaitActiveJobs(1);

      // All slots: it gets them when the round gives up waiting for the next step.
      CompletableFuture<Long> other =
          CompletableFuture.supplyAsync(() -> context.parallelize(List.of(1, 2), 2).count());

      assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(engine.gradient(1, weights).rows()).isPositive();
    }
  }

  @Test
  void aJobThatWaitsForASlotGetsItBetweenTwoSteps() throws Exception {
    RoundSettings endless = SETTINGS.withLongest(Duration.ofMinutes(10));
    try (Engine engine = engine(program(), endless, RoundListener.NONE)) {
      float[] weights = program().network().initialize(SEED);
      engine.gradient(0, weights);
      CompletableFuture<Long> other =
          CompletableFuture.supplyAsync(() -> context.parallelize(List.of(1, 2), 2).count());
      long start = System.nanoTime();
      while (!other.isDone()) {
        engine.gradient(1, weights); // never idle
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      }
      assertThat(other.get()).isEqualTo(2);
      assertThat(engine.gradient(2, weights).rows()).isPositive();
    }
  }

  @Test
  void whatCannotBeSentIsNamedAndLeavesNothingBehind() {
    Program strange = withLoss(new StrangeLoss(Duration.ZERO, new Object()));
    try (Engine engine = engine(strange, SETTINGS, RoundListener.NONE)) {
      assertThatThrownBy(() -> engine.gradient(0, new float[strange.network().size()]))
          .hasMessage("Task not serializable");
    }
    awaitActiveJobs(0);
  }

  @Test
  void shardsThatCannotBeMadeAgainAtOnceAreMadeLater() {
    Heard heard = new Heard();
    ShardedRows made =
        MadeShards.cache(
            context,
            SHARDS,
            shard -> {
              if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("no route to host");
              }
              int inputs = data.preprocessing().inputWidth();
              return new Shard(shard, List.of(Batch.ofCapacity(16, inputs, 1)));
            });
    RoundSettings brief = SETTINGS.withLongest(Duration.ZERO);
    try (Engine engine =
        new RoundEngine(context, program(), made, new KernelGuard(null), brief, heard)) {
      float[] weights = program().network().initialize(SEED);
      engine.gradient(0, weights);

      lose(made, 2);
      FAILURES.set(1);
      assertThat(engine.gradient(1, weights).rows()).isPositive();

      assertThat(heard.losses).singleElement().asString().contains("lost the shards [2]");
      assertThat(heard.notRestored)
          .singleElement()
          .asString()
          .startsWith("lost shards could not be made again: Job aborted")
          .endsWith("no route to host");

      lose(made, 2);
      FAILURES.set(100);
      assertThatThrownBy(() -> engine.gradient(2, weights))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("Cannot go on: lost shards could not be made again: Job aborted")
          .hasMessageEndingWith("no route to host");
      assertThat(heard.notRestored).hasSize(1 + 2);
    } finally {
      FAILURES.set(0);
      made.release();
    }
  }

  @Test
  void aSumWaitsNoLongerThanAStepForSlots() throws Exception {
    CountDownLatch isOver = new CountDownLatch(1);
    BUSY.set(isOver);
    int slots = context.defaultParallelism();
    List<Integer> numbers = new ArrayList<>(Collections.nCopies(slots, 0));
    RoundSettings impatient = SETTINGS.withStepTimeout(Duration.ofSeconds(1));
    try (Engine engine = engine(program(), impatient, RoundListener.NONE)) {
      JavaFutureAction<Void> other =
          context.parallelize(numbers, slots).foreachAsync(none -> BUSY.get().await());
      await(() -> runningTasks().size() == slots);
      try {
        assertThatThrownBy(() -> engine.sum(shard -> 1, Integer::sum))
            .isInstanceOf(ClusterException.class)
            .hasMessage(
                "Cannot go on: no executor has come within step-timeout, 1 s, to add up shards; tasks of other jobs hold %d slots",
                slots);
      } finally {
        isOver.countDown();
      }
      other.get();
      assertThat(engine.<Integer>sum(shard -> 1, Integer::sum)).isEqualTo(SHARDS);
    }
  }

  @Test
  void aPreferredNumberOfPartitionsIsNotWaitedFor() {
    String preference = "spark.default.parallelism";
    RoundSettings patient =
        new RoundSettings(Duration.ofSeconds(20), Duration.ofMinutes(1), SETTINGS.longest(), 0);
    context.sc().conf().set(preference, "64");
    try (Engine engine = engine(program(), patient, RoundListener.NONE)) {
      assertThat(engine.gradient(0, program().network().initialize(SEED)).rows()).isPositive();
    } finally {
      context.sc().conf().remove(preference);
    }
  }

  private static void lose(ShardedRows rows, int shard) {
    RDDBlockId block = new RDDBlockId(rows.chunks().id(), shard);
    SparkEnv.get().blockManager().removeBlock(block, true);
  }

  @Test
  void twoRunsInOneContextTakeTurns() throws Exception {
    LongConsumer slowly = step -> pause(Duration.ofMillis(10));
    CompletableFuture<float[]> other =
        CompletableFuture.supplyAsync(
            () -> train(engine(program(), SETTINGS, RoundListener.NONE), slowly));
    float[] weights = train(engine(program(), SETTINGS, RoundListener.NONE), slowly);

    assertThat(weights).containsExactly(reference);
    assertThat(other.get(60, TimeUnit.SECONDS)).containsExactly(reference);
  }

  /** Spark's tracker hears of jobs a little after they begin and end. */
  private static void awaitActiveJobs(int count) {
    await(() -> context.statusTracker().getActiveJobIds().length == count);
  }

  private static void await(BooleanSupplier holds) {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      pause(Duration.ofMillis(5));
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Long> runningTasks() {
    List<Long> tasks = new ArrayList<>();
    for (int stage : context.statusTracker().getActiveStageIds()) {
      context
          .sc()
          .statusStore()
          .taskList(stage, 0, 100)
          .foreach(
              task -> {
                if (task.status().equals("RUNNING")) {
                  tasks.add(task.taskId());
                }
                return null;
              });
    }
    return tasks;
  }

  private static RoundEngine engine(
      Program program, RoundSettings settings, RoundListener listener) {
    return new RoundEngine(
        context, program, data.rows(), new KernelGuard(null), settings, listener);
  }

  private static float[] train(Engine engine, LongConsumer afterStep) {
    try (engine) {
      TrainingPlan plan = new TrainingPlan(Optimizers.adam(), 0.01, EPOCHS);
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              afterStep.accept(report.step());
            }
          };
      TrainingState state = new TrainingState(program().network(), plan, SEED);
      new Trainer(program(), plan, engine, listener).train(state);
      return state.parameters();
    }
  }

  private static Program program() {
    return withLoss(new SoftmaxCrossEntropy());
  }

  private static Program withLoss(Loss loss) {
    Network network =
        new Network(
            Shape.of(data.preprocessing().inputWidth()),
            List.of(
                new Dense.Spec(9, new PointwiseActivation.Relu()),
                new Dropout.Spec(0.2),
                new Dense.Spec(2, new PointwiseActivation.Identity())));
    return new Program(
        network,
        loss,
        Evaluation.empty(new SoftmaxCrossEntropy().problem(), 2, new double[0]),
        SEED,
        SHARDS,
        Program.stepsPerEpoch(data.trainingRows(), 16));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    RowHash.Digest digest = new RowHash.Digest();
    for (int i = 0; i < 600; i++) {
      long key = CounterRandom.key(5, i);
      double x = CounterRandom.gaussian(key, 0);
      double y = CounterRandom.gaussian(key, 1);
      String label = x * y > 0 ? "same" : "other";
      RowHash identity = digest.number(x).number(y).text(label).hash();
      rows.add(new Row(new double[] {x, y}, new String[] {label}, identity, i % 5 == 0));
    }
    return rows;
  }

  /** A loss that takes its time, and fails if it has none. */
  private record StrangeLoss(Duration time, Object more) implements Loss {
    StrangeLoss(Duration time) {
      this(time, null);
    }

    @Override
    public String name() {
      return "strange";
    }

    @Override
    public Problem problem() {
      return new SoftmaxCrossEntropy().problem();
    }

    @Override
    public Activation link() {
      return new SoftmaxCrossEntropy().link();
    }

    @Override
    public double sum(float[] logits, int outputs, Batch batch) {
      return 0;
    }

    @Override
    public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
      if (time.isZero()) {
        throw new IllegalStateException("no sum of this\n\tat Elsewhere");
      }
      pause(time);
      return 0;
    }
  }
}
