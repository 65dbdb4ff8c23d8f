package dev.bellows.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.Shape;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Layers;
import dev.bellows.nn.Network;
import dev.bellows.nn.Residual;
import dev.bellows.optim.Optimizers;
import dev.bellows.testing.EveryLayer;
import dev.bellows.testing.PlainShards;
import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Between them, three networks have every layer and activation: each has the same bits anywhere.
 */
@ExtendWith(SparkExtension.class)
class EveryLayerTest {
  private static final int SHARDS = 5;
  private static final int ROWS = 150;
  private static final int STEPS_PER_EPOCH = 6;
  private static final int EPOCHS = 2;
  private static final long SEED = 3;
  private static final PreprocessingSpec SPEC =
      new PreprocessingSpec(
          Scaling.NONE, Missing.defaults(), 1, Label.defaults(), ClassWeights.none());

  @Test
  void everyLayerIsThere() {
    Set<String> layers = new TreeSet<>();
    EveryLayer.networks().forEach(network -> collect(network.layers(), layers));

    assertThat(layers).containsExactlyInAnyOrderElementsOf(Layers.CATALOG.names());
  }

  private static void collect(List<LayerSpec> specs, Set<String> names) {
    for (LayerSpec spec : specs) {
      names.add(spec.name());
      if (spec instanceof Residual.Spec residual) {
        collect(residual.layers(), names);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.bellows.testing.EveryLayer#networks")
  void theSameBitsOnAnyEngine(EveryLayer.Case network, SparkSession spark) {
    List<Row> rows = rows(network);
    Columns columns = columns(network.input());
    PlainShards plain = PlainShards.of(rows, columns, SPEC, SHARDS, SEED);
    Program program = program(network);
    Trained reference =
        train(program, new LocalEngine(program, plain.training(), plain.validation(), 1));
    assertThat(reference.parameters).isNotEqualTo(numbers(program.network().initialize(SEED)));
    for (float parameter : reference.parameters) {
      assertThat(parameter).isFinite();
    }
    for (int threads = 2; threads <= 4; threads++) {
      Engine engine = new LocalEngine(program, plain.training(), plain.validation(), threads);
      assertThat(train(program, engine)).as("%d threads", threads).isEqualTo(reference);
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Collections.shuffle(rows, new Random(1));
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      try (ShardedData data =
          ShardedData.load(
              context,
              new Table(columns, context.parallelize(rows, 4), () -> 0),
              SPEC,
              SHARDS,
              SEED,
              parallelism)) {
        Engine engine =
            new JobEngine(context, program, data.rows(), new KernelGuard(null), parallelism);
        assertThat(train(program, engine)).as("%d tasks", parallelism).isEqualTo(reference);
      }
    }
  }

  private static Program program(EveryLayer.Case network) {
    return new Program(
        new Network(network.input(), network.layers()),
        new MeanSquaredError(),
        Evaluation.empty(Problem.REGRESSION, 1, new double[] {1}),
        SEED,
        SHARDS,
        STEPS_PER_EPOCH);
  }

  /** What a run comes to: parameters, and what its last evaluation says. */
  private record Trained(List<Float> parameters, Map<Metric, Double> evaluation) {}

  private static Trained train(Program program, Engine engine) {
    try (engine) {
      TrainingPlan plan = new TrainingPlan(Optimizers.adam(), 0.01, EPOCHS);
      TrainingState state = new TrainingState(program.network(), plan, SEED);
      new Trainer(program, plan, engine, TrainingListener.NONE).train(state);
      return new Trained(numbers(state.parameters()), engine.evaluate(state.parameters()).values());
    }
  }

  private static List<Float> numbers(float[] parameters) {
    return IntStream.range(0, parameters.length).mapToObj(i -> parameters[i]).toList();
  }

  private static Columns columns(Shape input) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      columns.add(new Column("p%03d".formatted(i), Column.Kind.NUMERIC, Column.Role.FEATURE));
    }
    columns.add(new Column("y", Column.Kind.NUMERIC, Column.Role.LABEL));
    return new Columns(columns, input);
  }

  private static List<Row> rows(EveryLayer.Case network) {
    List<Row> rows = new ArrayList<>();
    RowHash.Digest digest = new RowHash.Digest();
    int width = network.input().size();
    for (int i = 0; i < ROWS; i++) {
      long key = CounterRandom.key(17, i);
      int length = 1 + (int) (width * CounterRandom.uniform(key, width));
      double[] numbers =
          IntStream.rangeClosed(0, width)
              .mapToDouble(
                  at ->
                      network.tokens() == EveryLayer.Tokens.NO || at == width
                          ? CounterRandom.gaussian(key, at)
                          : at < length ? 1 + (int) (8 * CounterRandom.uniform(key, at)) : 0)
              .toArray();
      for (double number : numbers) {
        digest.number(number);
      }
      rows.add(
          new Row(numbers, new String[0], digest.hash(), CounterRandom.uniform(key, 999) < 0.2));
    }
    return rows;
  }
}
