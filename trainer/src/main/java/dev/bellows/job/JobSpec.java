package dev.bellows.job;

import com.fasterxml.jackson.annotation.JacksonInject;
import dev.bellows.loss.Loss;
import dev.bellows.nn.LayerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A training job as its YAML file says it, every default filled in. The defaults stand in the
 * schema, {@code job-spec.schema.json}; what follows from other fields is filled in here.
 *
 * @param name of the job
 * @param data source, label, features and split
 * @param network layers, first to last
 * @param loss null where the label decides
 * @param optimizer and its learning rate
 * @param schedule of the learning rate
 * @param regularization penalties on weights
 * @param clipping of the gradient
 * @param training how long, in which steps
 * @param solver iterations or a closed form
 * @param engine what computes
 * @param stepTimeout how long a run waits for a first executor, and rounds for a step, for shards
 *     to be loaded or for held-out rows to be evaluated, before the run ends
 * @param shards the unit of reproducibility; default {@link #defaultShards}
 * @param seed of initial weights, order and dropout
 * @param kernel the fingerprint that everyone must have, {@code mixed} to let them differ, null to
 *     take the first one seen
 * @param output folder that a run leaves behind; default {@code runs/} and the name
 * @param origin where the fields stand, for messages; no field itself
 */
public record JobSpec(
    String name,
    DataSection data,
    List<LayerSpec> network,
    Loss loss,
    OptimizerSection optimizer,
    ScheduleSection schedule,
    RegularizationSection regularization,
    ClippingSection clipping,
    TrainingSection training,
    Solver solver,
    EngineName engine,
    Duration stepTimeout,
    Integer shards,
    long seed,
    String kernel,
    String output,
    @JacksonInject SpecOrigin origin) {
  /** The most shards that are dealt out unasked. */
  private static final int MOST_DEFAULT_SHARDS = 256;

  /** An optimiser that takes all rows has as many shards as if it took so many. */
  private static final int SHARED_BY_DEFAULT = 1024;

  /** Rows of a shard's slice below which the kernel loses speed. */
  static final int SLICE_ROWS = 32;

  public JobSpec {
    network = network == null ? List.of() : List.copyOf(network);
    if (shards == null) {
      boolean isFullBatch = optimizer.rule().isFullBatch();
      shards = defaultShards(isFullBatch ? SHARED_BY_DEFAULT : training.batchSize());
    }
    output = output == null ? "runs/" + name : output;
  }

  /** What computes the gradients of iterations. */
  public enum EngineName {
    /** Threads of this JVM. */
    LOCAL,
    /** One Spark job a step. */
    JOBS,
    /** Spark tasks that stay for many steps. */
    ROUNDS
  }

  /** How weights are found. */
  public enum Solver {
    /** Step by step, along the gradient. */
    GRADIENT,
    /** At once, for a linear model with squared errors. */
    NORMAL_EQUATIONS
  }

  /**
   * Reads and checks a spec.
   *
   * @param file YAML
   * @param overrides {@code path=value}, like {@code training.epochs=3}; the value is YAML
   * @throws SpecException with everything that is wrong
   */
  public static JobSpec read(Path file, List<String> overrides) {
    return SpecReader.read(file, overrides);
  }

  /** Rows of a step, over all shards; any number stands for all there are. */
  int batchSize() {
    return optimizer.rule().isFullBatch() ? Integer.MAX_VALUE : training.batchSize();
  }

  /** The largest power of two ≤ batch size / 32, within 1 … 256. */
  static int defaultShards(int batchSize) {
    int slices = Math.max(1, batchSize / SLICE_ROWS);
    return Math.min(MOST_DEFAULT_SHARDS, Integer.highestOneBit(slices));
  }
}
