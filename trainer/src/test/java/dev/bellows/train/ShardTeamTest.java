package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.testing.Batches;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ShardTeamTest {
  private static final Network NETWORK =
      new Network(Shape.of(1), List.of(new Dense.Spec(1, new PointwiseActivation.Identity())));

  private final StoppingLoss loss = new StoppingLoss();

  @Test
  void aStepStopsBetweenTwoPasses() {
    try (ShardTeam team = team(ShardWorker.PASS_ROWS + 1)) {
      loss.team = team;
      assertThatThrownBy(() -> team.gradient(0, new float[NETWORK.size()]))
          .isInstanceOf(CancellationException.class);
      assertThat(loss.passes).isOne();
      assertThatThrownBy(() -> team.gradient(1, new float[NETWORK.size()]))
          .isInstanceOf(CancellationException.class);
      assertThat(loss.passes).isOne();
    }
  }

  @Test
  void anEvaluationStopsBetweenTwoPasses() {
    try (ShardTeam team = team(ShardWorker.PASS_ROWS + 1)) {
      loss.team = team;
      assertThatThrownBy(() -> team.evaluate(new float[NETWORK.size()]))
          .isInstanceOf(CancellationException.class);
      assertThat(loss.passes).isOne();
    }
  }

  private ShardTeam team(int rows) {
    List<Shard> shards =
        List.of(new Shard(0, List.of(Batches.random(rows, 1, 1, Problem.REGRESSION, 1))));
    Evaluation empty = Evaluation.empty(Problem.REGRESSION, 1, new double[1]);
    return new ShardTeam(
        new Program(NETWORK, loss, empty, 1, 1, 1), shards, shards, 1, chunk -> {});
  }

  /** Stops its team in the first pass, and counts passes. */
  private static final class StoppingLoss implements Loss {
    private static final long serialVersionUID = 1;

    private transient ShardTeam team;
    private int passes;

    @Override
    public String name() {
      return "stopping";
    }

    @Override
    public Problem problem() {
      return Problem.REGRESSION;
    }

    @Override
    public Activation link() {
      return new MeanSquaredError().link();
    }

    @Override
    public double sum(float[] logits, int outputs, Batch batch) {
      passes++;
      team.stop();
      return 0;
    }

    @Override
    public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
      return sum(logits, outputs, batch);
    }
  }
}
