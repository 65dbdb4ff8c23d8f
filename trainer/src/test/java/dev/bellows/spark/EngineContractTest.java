package dev.bellows.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.Shape;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.round.RoundEngine;
import dev.bellows.round.RoundSettings;
import dev.bellows.testing.PlainShards;
import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Engine;
import dev.bellows.train.EpochReport;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.KernelMismatchException;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.NormalEquations;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All engines give the bits of plain shards on one thread, however the rows came. */
@ExtendWith(SparkExtension.class)
class EngineContractTest {
  private static final int SHARDS = 7;
  private static final int EMPTY_SHARD = 3;
  private static final long SEED = 11;
  private static final int BATCH = 16;
  private static final int EPOCHS = 15;
  private static final List<Row> ROWS = rows();
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("x", Column.Kind.NUMERIC, Column.Role.FEATURE),
              new Column("y", Column.Kind.NUMERIC, Column.Role.FEATURE),
              new Column("colour", Column.Kind.CATEGORICAL, Column.Role.FEATURE),
              new Column("w", Column.Kind.NUMERIC, Column.Role.WEIGHT),
              new Column("class", Column.Kind.CATEGORICAL, Column.Role.LABEL)));
  private static final PlainShards PLAIN =
      PlainShards.of(ROWS, COLUMNS, PreprocessingSpec.defaults(), SHARDS, SEED);
  private static final Run REFERENCE =
      train(new LocalEngine(program(), PLAIN.training(), PLAIN.validation(), 1));

  private static final float[] SEARCHED =
      search(new LocalEngine(fullBatch(), PLAIN.training(), PLAIN.validation(), 1));

  /** The weights, the evaluation after each epoch, and what the closed form makes of the rows. */
  @SuppressWarnings("ArrayRecordComponent") // compared by assertSame, bit by bit
  private record Run(float[] parameters, List<Double> losses, long steps, float[] solved) {}

  @Test
  void theReferenceIsWorthComparingWith() {
    assertThat(PLAIN.training().get(EMPTY_SHARD).rows()).isZero();
    assertThat(PLAIN.training().stream().mapToLong(shard -> shard.rows()).distinct())
        .hasSizeGreaterThan(3);
    assertThat(REFERENCE.steps()).isGreaterThanOrEqualTo(1000);
    assertThat(REFERENCE.losses()).hasSize(EPOCHS).doesNotContain(Double.NaN);
    assertThat(REFERENCE.losses().get(EPOCHS - 1)).isLessThan(REFERENCE.losses().get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 9})
  void threads(int threads) {
    assertSame(train(new LocalEngine(program(), PLAIN.training(), PLAIN.validation(), threads)));
    assertThat(search(new LocalEngine(fullBatch(), PLAIN.training(), PLAIN.validation(), threads)))
        .containsExactly(SEARCHED);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "7, 4", "7, 7", "2, 16"})
  void jobs(int sourcePartitions, int parallelism, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Row> shuffled = new ArrayList<>(ROWS);
    Collections.shuffle(shuffled, new Random(sourcePartitions));
    JavaRDD<Row> rows = context.parallelize(shuffled, sourcePartitions).union(context.emptyRDD());
    try (ShardedData data =
        ShardedData.load(
            context,
            new Table(COLUMNS, rows, () -> 0),
            PreprocessingSpec.defaults(),
            SHARDS,
            SEED,
            parallelism)) {
      KernelGuard kernels = new KernelGuard(null);
      assertSame(train(new JobEngine(context, program(), data.rows(), kernels, parallelism)));
      Engine searching = new JobEngine(context, fullBatch(), data.rows(), kernels, parallelism);
      assertThat(search(searching)).containsExactly(SEARCHED);
      assertSame(
          train(
              new RoundEngine(
                  context,
                  program(),
                  data.rows(),
                  new KernelGuard(null),
                  RoundSettings.defaults())));
      ShardedRows.Shards collected = data.rows().collect();
      assertSame(
          train(new LocalEngine(program(), collected.training(), collected.validation(), 2)));
    }
  }

  @Test
  void aWrongKernelIsRefusedByName(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (ShardedData data =
        ShardedData.load(
            context,
            new Table(COLUMNS, context.parallelize(ROWS), () -> 0),
            PreprocessingSpec.defaults(),
            SHARDS,
            SEED,
            2)) {
      Engine engine =
          new JobEngine(
              context, program(), data.rows(), new KernelGuard("openblas 0.0.1 Katmai i386 jdk8"));
      assertThatThrownBy(() -> engine.gradient(0, new float[program().network().parameterCount()]))
          .isInstanceOf(KernelMismatchException.class)
          .hasMessageContaining("this run computes with openblas 0.0.1 Katmai i386 jdk8")
          .hasMessageContaining(dev.bellows.linalg.Blas.kernel().toString())
          .hasMessageContaining("kernel: mixed");
      Engine mixed =
          new JobEngine(context, program(), data.rows(), new KernelGuard(KernelGuard.MIXED));
      assertThat(mixed.gradient(0, program().network().initialize(SEED)).rows()).isPositive();
    }
  }

  private static void assertSame(Run run) {
    assertThat(run.parameters()).containsExactly(REFERENCE.parameters());
    assertThat(run.losses()).isEqualTo(REFERENCE.losses());
    assertThat(run.solved()).containsExactly(REFERENCE.solved());
  }

  private static Program program() {
    Network network =
        new Network(
            Shape.of(PLAIN.preprocessing().inputWidth()),
            List.of(
                new Dense.Spec(13, new PointwiseActivation.Relu(), new Initializer.He()),
                new Dropout.Spec(0.25),
                new Dense.Spec(3, new PointwiseActivation.Identity(), new Initializer.Glorot())));
    long rows = PLAIN.training().stream().mapToLong(shard -> shard.rows()).sum();
    Evaluation empty = Evaluation.empty(new SoftmaxCrossEntropy().problem(), 3, new double[0]);
    return new Program(
        network,
        new SoftmaxCrossEntropy(),
        empty,
        SEED,
        SHARDS,
        Program.stepsPerEpoch(rows, BATCH));
  }

  private static Program fullBatch() {
    Program program = program();
    List<LayerSpec> layers =
        program.network().specs().stream().filter(l -> !l.isRandom() && !l.mixesRows()).toList();
    return new Program(
        new Network(program.network().inputShape(), layers),
        program.loss(),
        program.emptyEvaluation(),
        SEED,
        SHARDS,
        1);
  }

  /** The weights after some line searches, which take all rows in each step. */
  private static float[] search(Engine engine) {
    try (engine) {
      TrainingPlan plan = new TrainingPlan(Optimizers.lbfgs(), 1, 5);
      TrainingState state = new TrainingState(fullBatch().network(), plan, SEED);
      new Trainer(fullBatch(), plan, engine, TrainingListener.NONE).train(state);
      assertThat(state.step()).isEqualTo(5);
      return state.parameters();
    }
  }

  private static Run train(Engine engine) {
    try (engine) {
      TrainingPlan plan =
          new TrainingPlan(
              Optimizers.adam(),
              0.01,
              new Schedule.Cosine(0),
              new Regularization(1e-5, 1e-4),
              Clipping.norm(1),
              0.99,
              EPOCHS,
              null,
              null);
      List<Double> losses = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report) {
              losses.add(report.validation().value(Metric.LOSS));
            }
          };
      TrainingState state = new TrainingState(program().network(), plan, SEED);
      new Trainer(program(), plan, engine, listener).train(state);
      float[] solved =
          new NormalEquations(PLAIN.preprocessing().inputWidth(), 1, 0).solve(engine).parameters();
      return new Run(state.parameters(), losses, state.step(), solved);
    }
  }

  /**
   * 1,300 rows of three classes, with weights, some values missing, and no row in one of the
   * shards.
   */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    RowHash.Digest digest = new RowHash.Digest();
    String[] colours = {"red", "green", "blue"};
    for (int i = 0; i < 1600; i++) {
      long key = CounterRandom.key(99, i);
      double x = CounterRandom.gaussian(key, 0);
      double y = i % 17 == 0 ? Double.NaN : CounterRandom.gaussian(key, 1);
      String colour = i % 29 == 0 ? null : colours[(int) (3 * CounterRandom.uniform(key, 2))];
      double weight = 0.5 + CounterRandom.uniform(key, 3);
      String label = x > 0.3 ? "a" : "red".equals(colour) ? "b" : "c";
      RowHash identity = digest.number(x).number(y).text(colour).number(weight).text(label).hash();
      Row row =
          new Row(
              new double[] {x, y, weight},
              new String[] {colour, label},
              identity,
              CounterRandom.uniform(key, 9) < 0.2);
      if (row.shard(SHARDS, SEED) != EMPTY_SHARD) {
        rows.add(row);
      }
    }
    return rows;
  }
}
