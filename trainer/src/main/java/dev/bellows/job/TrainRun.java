package dev.bellows.job;

import dev.bellows.data.DataException;
import dev.bellows.data.Preprocessing;
import dev.bellows.linalg.Blas;
import dev.bellows.loss.Loss;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import dev.bellows.report.Manifest;
import dev.bellows.report.MetricsLog;
import dev.bellows.report.Progress;
import dev.bellows.report.Stragglers;
import dev.bellows.round.ClusterException;
import dev.bellows.round.RoundEngine;
import dev.bellows.round.RoundSettings;
import dev.bellows.spark.JobEngine;
import dev.bellows.spark.ShardedData;
import dev.bellows.spark.ShardedRows;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.Table;
import dev.bellows.train.DivergedException;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.NormalEquations;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingResult;
import dev.bellows.train.TrainingState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One training job from source to output folder: open, shuffle and fit, build the network for what
 * was found, train, choose the threshold, write the model and, last, the manifest. Nothing is
 * written before the data has been read and found good.
 */
final class TrainRun {
  private final JobSpec spec;
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final PrintWriter console;
  private final Progress.Style style;

  /**
   * @param console where progress goes
   * @param style whether it can draw over its lines
   */
  TrainRun(JobSpec spec, SparkSession spark, PrintWriter console, Progress.Style style) {
    this.spec = spec;
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.console = console;
    this.style = style;
  }

  /**
   * Runs the job and returns the manifest that it wrote.
   *
   * @throws dev.bellows.data.DataException if the data is bad; the output folder is as it was
   * @throws DivergedException if training diverged; the last finite weights are in the output
   *     folder
   */
  Manifest run() throws IOException {
    OutputFolder output = new OutputFolder(spec.output(), context.hadoopConfiguration());
    output.check();
    KernelGuard kernels = new KernelGuard(spec.kernel());
    seeExecutor(kernels);
    Table table =
        SourceReader.open(
            spark, DataBuilder.source(spec), DataBuilder.columns(spec), DataBuilder.split(spec));
    int parallelism = context.defaultParallelism();
    try (ShardedData data =
        ShardedData.load(
            context,
            table,
            DataBuilder.preprocessing(spec),
            spec.shards(),
            spec.seed(),
            parallelism)) {
      describe(data);
      requireHeldOut(data);
      Program program = program(data);
      FinishedRun finished = new FinishedRun(spec, program, data, table, kernels, output);
      try (Engine engine = engine(program, data, kernels, parallelism)) {
        return spec.solver() == JobSpec.Solver.NORMAL_EQUATIONS
            ? solve(program, engine, finished, output)
            : train(program, engine, finished, output);
      }
    }
  }

  private Manifest train(Program program, Engine engine, FinishedRun finished, OutputFolder output)
      throws IOException {
    TrainingPlan plan = PlanBuilder.plan(spec);
    TrainingState state = new TrainingState(program.network(), plan, spec.seed());
    long start = System.nanoTime();
    TrainingResult result;
    Stragglers stragglers = new Stragglers();
    try (Writer metrics = output.begin()) {
      TrainingListener reports =
          TrainingListener.both(
              TrainingListener.both(
                  new MetricsLog(metrics, spec.training().logEvery()), stragglers),
              new Progress(console, style, plan.epochs(), program.stepsPerEpoch()));
      result = new Trainer(program, plan, engine, reports).train(state);
    } catch (DivergedException e) {
      finished.writeDiverged(state, seconds(start));
      throw e;
    } finally {
      stragglers.print(console);
    }
    return finished.write(state, result, seconds(start));
  }

  private Manifest solve(Program program, Engine engine, FinishedRun finished, OutputFolder output)
      throws IOException {
    long start = System.nanoTime();
    Network network = program.network();
    NormalEquations equations =
        new NormalEquations(network.inputs(), network.outputs(), spec.regularization().l2());
    NormalEquations.Solution solution = equations.solve(engine);
    Evaluation validation = engine.evaluate(solution.parameters());
    output.begin().close(); // takes no steps to tell of
    TrainingResult result = new TrainingResult(TrainingResult.End.COMPLETED, 0, 0, -1, validation);
    return finished.write(
        "completed", solution.parameters(), result, seconds(start), solution.dropped());
  }

  private Program program(ShardedData data) {
    Preprocessing preprocessing = data.preprocessing();
    Loss loss = LossBuilder.loss(spec, preprocessing.classes());
    int outputs = LossBuilder.outputs(loss, preprocessing.classes(), preprocessing.targetWidth());
    Network network = NetworkBuilder.network(spec, preprocessing, outputs, loss);
    return new Program(
        network,
        loss,
        Evaluation.empty(loss.problem(), network.outputs(), preprocessing.targetScale()),
        spec.seed(),
        spec.shards(),
        Program.stepsPerEpoch(data.trainingRows(), spec.batchSize()));
  }

  private Engine engine(Program program, ShardedData data, KernelGuard kernels, int parallelism) {
    boolean computesHere =
        spec.engine() == JobSpec.EngineName.LOCAL
            || spec.solver() == JobSpec.Solver.NORMAL_EQUATIONS;
    if (computesHere) {
      kernels.see(Blas.kernel().toString(), "the driver");
    }
    if (spec.engine() == JobSpec.EngineName.LOCAL) {
      ShardedRows.Shards shards = data.rows().collect();
      return new LocalEngine(program, shards.training(), shards.validation(), parallelism);
    }
    if (spec.engine() == JobSpec.EngineName.ROUNDS) {
      RoundSettings settings = RoundSettings.defaults().withStepTimeout(spec.stepTimeout());
      return new RoundEngine(
          context, program, data.rows(), kernels, settings, new RoundReports(console));
    }
    return new JobEngine(context, program, data.rows(), kernels);
  }

  /**
   * A first job: a wrong kernel ends the run before anything is read or written, and an executor is
   * there.
   */
  private void seeExecutor(KernelGuard kernels) {
    if (spec.engine() != JobSpec.EngineName.LOCAL) {
      JavaFutureAction<List<String>> kernel =
          context.parallelize(List.of(1), 1).map(one -> Blas.kernel().toString()).collectAsync();
      kernels.see(first(kernel).get(0), "an executor");
    }
  }

  private <T> T first(JavaFutureAction<T> job) {
    Duration atMost = spec.stepTimeout();
    try {
      return job.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      job.cancel(true);
      throw new ClusterException(
          "Cannot begin: no executor has come within step-timeout, %d s: see that one has a free slot, or say a longer step-timeout"
              .formatted(atMost.toSeconds()));
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw new ClusterException("Cannot begin: interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void requireHeldOut(ShardedData data) {
    ThresholdSection threshold = spec.training().threshold();
    if (data.validationRows() == 0 && threshold != null && threshold.best() != null) {
      throw new DataException(
          "Cannot choose training.threshold by %s: none of the %,d rows is held out; change data.validation, or give the threshold as a number"
              .formatted(threshold.best().label(), data.trainingRows()));
    }
  }

  private void describe(ShardedData data) {
    ShardedData.Times times = data.times();
    console.printf(
        Locale.ROOT,
        "%,d rows for training, %,d for validation; load %.1f s, shuffle %.1f s, fit %.1f s, encode %.1f s%n",
        data.trainingRows(),
        data.validationRows(),
        times.load(),
        times.shuffle(),
        times.fit(),
        times.encode());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
