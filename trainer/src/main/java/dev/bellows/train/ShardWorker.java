package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Purpose;
import dev.bellows.data.Shard;
import dev.bellows.data.ShardOrder;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;

/**
 * Does one shard's part: the slice of a step, or an evaluation. All engines compute through this
 * class. A worker belongs to one thread at a time and keeps its buffers.
 */
public final class ShardWorker {
  /** Rows of an evaluation slice: fixed, since the shape of a product may decide its last bits. */
  private static final int EVALUATION_ROWS = 1024;

  private final Program program;
  private final Workspace workspace;
  private Batch slice;

  public ShardWorker(Program program) {
    this.program = program;
    this.workspace = new Workspace(program.network());
    this.slice = null;
  }

  /**
   * The gradient sum of this shard's slice of {@code step}: rows {@code ⌊k·n/K⌋ … ⌊(k+1)·n/K⌋} of
   * the epoch's order, so that all shards end together whatever their sizes.
   *
   * @param shard its index and rows
   * @param order of the epoch that {@code step} belongs to
   * @param gradient receives the gradient; the result keeps it
   * @return null where the slice is empty
   */
  public StepSum gradient(
      Shard shard, ShardOrder order, long step, float[] parameters, float[] gradient) {
    long start = System.nanoTime();
    long k = step % program.stepsPerEpoch();
    long from = k * order.rows() / program.stepsPerEpoch();
    int rows = (int) ((k + 1) * order.rows() / program.stepsPerEpoch() - from);
    if (rows == 0) {
      return null;
    }
    Batch batch = frame(rows, shard.chunks().get(0));
    order.gather(from, rows, batch);
    Pass pass =
        new Pass(
            rows, Pass.Mode.TRAINING, Purpose.DROPOUT.key(program.seed(), step, shard.index()));
    float[] logits = program.network().forward(workspace, pass, parameters, batch.inputs(), 0);
    double loss =
        program
            .loss()
            .gradient(logits, program.network().outputs(), batch, workspace.outputGradient());
    program.network().backward(workspace, pass, parameters, batch.inputs(), 0, gradient);
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += batch.weight(row);
    }
    return new StepSum(gradient, loss, weight, rows, System.nanoTime() - start);
  }

  /** Evaluates all rows of {@code shard}, in stored order; null where it has none. */
  public Evaluation evaluate(Shard shard, float[] parameters) {
    if (shard.rows() == 0) {
      return null;
    }
    Evaluation evaluation = program.emptyEvaluation().copy();
    int outputs = program.network().outputs();
    for (Batch chunk : shard.chunks()) {
      for (int from = 0; from < chunk.rows(); from += EVALUATION_ROWS) {
        Batch batch = chunk.slice(from, Math.min(EVALUATION_ROWS, chunk.rows() - from));
        float[] logits =
            program
                .network()
                .forward(
                    workspace,
                    Pass.inference(batch.rows()),
                    parameters,
                    batch.inputs(),
                    batch.inputOffset());
        evaluation.add(program.loss().sum(logits, outputs, batch), logits, batch);
      }
    }
    return evaluation;
  }

  private Batch frame(int rows, Batch like) {
    if (slice == null || slice.rows() < rows) {
      slice = Batch.ofCapacity(rows, like.inputWidth(), like.targetWidth());
    }
    return slice.slice(0, rows);
  }
}
