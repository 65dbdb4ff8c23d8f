package dev.bellows.soak;

import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.generator.Generators;
import dev.bellows.data.generator.TextForm;
import dev.bellows.loss.Loss;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.model.Model;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.spark.ColumnSpec;
import dev.bellows.spark.GeneratedFiles;
import dev.bellows.spark.ShardedData;
import dev.bellows.spark.ShardedRows;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SplitSpec;
import dev.bellows.spark.Table;
import dev.bellows.train.Engine;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What is trained under faults: a network with dropout on a made-up table, small enough for quick
 * steps; each bit of the weights depends on every step before.
 */
final class Workload {
  /** So many shards are work for four executors of a core each. */
  static final int SHARDS = 4;

  private static final int HIDDEN = 400; // so that parameters travel in several chunks
  private static final int ROWS = 4000;
  private static final int BATCH = 32;
  private static final int EPOCHS = 15;
  private static final long SEED = 7;
  private static final double LEARNING_RATE = 1e-3;

  private Workload() {}

  /** Writes the table. */
  static void write(Path file) throws IOException {
    write(file, SEED);
  }

  /** Writes other rows over it. */
  static void change(Path file) throws IOException {
    write(file, SEED + 1);
  }

  private static void write(Path file, long seed) throws IOException {
    new GeneratedFiles(Generators.of("churn", seed, Map.of()), ROWS)
        .writeText(TextForm.CSV, file.toString());
  }

  /**
   * Reads and caches the table.
   *
   * @param shards decides bits
   */
  static ShardedData load(SparkSession spark, Path file, int shards) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Table table =
        SourceReader.open(
            spark,
            SourceSpec.of(SourceSpec.Format.CSV, file.toString()),
            new ColumnSpec(
                List.of("Churn"),
                ColumnSpec.LabelKind.CLASS,
                null,
                null,
                List.of(),
                List.of(),
                List.of("customerID")),
            new SplitSpec.Fraction(0.2, List.of(), SEED));
    return ShardedData.load(
        context, table, PreprocessingSpec.defaults(), shards, SEED, context.defaultParallelism());
  }

  /** The network and its loss, for {@code data}. */
  static Program program(ShardedData data, Loss loss) {
    Network network =
        new Network(
            data.preprocessing().inputShape(),
            List.of(
                new Dense.Spec(HIDDEN, new PointwiseActivation.Relu()),
                new Dropout.Spec(0.25),
                new Dense.Spec(HIDDEN, new PointwiseActivation.Relu()),
                new Dense.Spec(2, new PointwiseActivation.Identity())));
    return new Program(
        network,
        loss,
        Evaluation.empty(loss.problem(), network.outputs(), new double[0]),
        SEED,
        data.rows().shards(),
        Program.stepsPerEpoch(data.trainingRows(), BATCH));
  }

  /** How many steps there are. */
  static long steps(Program program) {
    return (long) EPOCHS * program.stepsPerEpoch();
  }

  /** Trains from the initial weights on, and returns the sha-256 of the last ones. */
  static String train(Program program, Engine engine, TrainingListener listener) {
    TrainingPlan plan = new TrainingPlan(Optimizers.adam(), LEARNING_RATE, EPOCHS);
    TrainingState state = new TrainingState(program.network(), plan, SEED);
    new Trainer(program, plan, engine, listener).train(state);
    return Model.sha256(state.parameters());
  }

  /** What the training must come to, whatever happens: computed here, without Spark. */
  static String reference(ShardedData data) {
    Program program = program(data, new SoftmaxCrossEntropy());
    ShardedRows.Shards shards = data.rows().collect();
    try (Engine engine = new LocalEngine(program, shards.training(), shards.validation(), 1)) {
      return train(program, engine, TrainingListener.NONE);
    }
  }
}
