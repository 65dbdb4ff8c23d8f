package dev.bellows.spark;

import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.linalg.Blas;
import dev.bellows.metric.Evaluation;
import dev.bellows.train.ChunkThreads;
import dev.bellows.train.Engine;
import dev.bellows.train.Floats;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.ShardTeam;
import dev.bellows.train.StepSum;
import java.io.Serializable;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * One Spark job a step: the parameters are broadcast, each task computes the sums of a run of
 * neighbouring shards, and the driver merges them along the shard tree. The plain form: Spark
 * repeats what fails.
 */
public final class JobEngine implements Engine {
  /** Threads that an update can feed: memory, not arithmetic, is what it waits for. */
  private static final int MOST_DRIVER_THREADS = 4;

  private final JavaSparkContext context;
  private final Program program;
  private final JavaRDD<Shard> training;
  private final JavaRDD<Shard> validation;
  private final KernelGuard kernels;
  private final ChunkThreads driverThreads;

  /**
   * @param rows the shards, which stay the caller's to release
   * @param kernels sees the kernel of every task
   */
  public JobEngine(
      JavaSparkContext context, Program program, ShardedRows rows, KernelGuard kernels) {
    this(context, program, rows, kernels, context.defaultParallelism());
  }

  /**
   * @param tasks of a job, at most
   */
  JobEngine(
      JavaSparkContext context, Program program, ShardedRows rows, KernelGuard kernels, int tasks) {
    if (rows.shards() != program.shards()) {
      throw new IllegalArgumentException(
          "Invalid shards: the data has %d, the program %d"
              .formatted(rows.shards(), program.shards()));
    }
    this.context = context;
    this.program = program;
    this.training = rows.inRuns(ShardChunk.Side.TRAINING, tasks);
    this.validation = rows.inRuns(ShardChunk.Side.VALIDATION, tasks);
    this.kernels = kernels;
    this.driverThreads =
        new ChunkThreads(Math.min(MOST_DRIVER_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public int parallelism() {
    return training.getNumPartitions();
  }

  @Override
  public ChunkThreads idleThreads() {
    return driverThreads;
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    Program sent = program;
    return withParameters(
        parameters,
        weights ->
            total(
                training,
                shards ->
                    alone(sent, shards, List.of()).gradient(step, weights.value().array()).blocks(),
                StepSum::merge));
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Program sent = program;
    Evaluation total =
        withParameters(
            parameters,
            weights ->
                total(
                    validation,
                    shards ->
                        alone(sent, List.of(), shards).evaluate(weights.value().array()).blocks(),
                    Evaluation::merge));
    return total == null ? program.emptyEvaluation() : total;
  }

  @Override
  public <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
    int count = program.shards();
    return total(
        training,
        shards -> {
          ShardTree<T> tree = new ShardTree<>(count, merge);
          shards.forEach(shard -> tree.add(shard.index(), function.apply(shard)));
          return tree.blocks();
        },
        merge);
  }

  /** A team of one: Spark has a task for every core. */
  private static ShardTeam alone(Program program, List<Shard> training, List<Shard> validation) {
    return new ShardTeam(program, training, validation, 1, chunk -> {});
  }

  /** What one task does with its shards. */
  private interface Part<T> extends Serializable {
    List<ShardTree.Block<T>> apply(List<Shard> shards);
  }

  private interface WithParameters<T> {
    T run(Broadcast<Floats> weights);
  }

  private <T> T withParameters(float[] parameters, WithParameters<T> job) {
    Broadcast<Floats> weights = context.broadcast(new Floats(parameters));
    try {
      return job.run(weights);
    } finally {
      weights.destroy();
    }
  }

  /**
   * Runs a job. The function is given to {@code runJob} as it is: {@code mapPartitions} and {@code
   * collect} would wrap it in closures of their own, and Spark reads the byte code of the classes
   * that declare such closures, its SparkContext's first of all, in every job.
   */
  private <T> T total(JavaRDD<Shard> runs, Part<T> part, BinaryOperator<T> merge) {
    Function2<TaskContext, Iterator<Shard>, TaskResult<T>> task =
        (Function2<TaskContext, Iterator<Shard>, TaskResult<T>> & Serializable)
            (context, shards) ->
                new TaskResult<>(part.apply(CollectionConverters.asJava(shards.toIndexedSeq())));
    @SuppressWarnings("unchecked") // Scala's array
    TaskResult<T>[] results =
        (TaskResult<T>[])
            DataErrors.unwrapping(
                () ->
                    context
                        .sc()
                        .runJob(runs.rdd(), task, ClassTag$.MODULE$.apply(TaskResult.class)));
    ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
    for (TaskResult<T> result : results) {
      kernels.see(result.kernel, result.host);
      result.blocks.forEach(tree::add);
    }
    return tree.total();
  }

  /** A task's blocks and who computed them. A class, not a record, since Kryo writes it. */
  private static final class TaskResult<T> implements Serializable {
    private static final long serialVersionUID = 1;
    private final List<ShardTree.Block<T>> blocks;
    private final String kernel = Blas.kernel().toString();
    private final String host = SparkEnv.get().blockManager().blockManagerId().host();

    TaskResult(List<ShardTree.Block<T>> blocks) {
      this.blocks = blocks;
    }
  }

  @Override
  public void close() {
    driverThreads.close();
  }
}
