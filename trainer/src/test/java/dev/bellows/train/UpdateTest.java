package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.catalog.Catalog;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.UpdateRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class UpdateTest {
  /** More weights than one thread is used for. */
  private static final Network NETWORK =
      new Network(
          Shape.of(300),
          List.of(
              new Dense.Spec(300, new PointwiseActivation.Relu(), new Initializer.He()),
              new Dense.Spec(150, new PointwiseActivation.Identity(), new Initializer.He())));

  static final List<UpdateRule> OPTIMIZERS =
      Optimizers.CATALOG.entries().stream()
          .map(Catalog.Entry::standard)
          .filter(UpdateRule.class::isInstance)
          .map(UpdateRule.class::cast)
          .toList();

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void anyNumberOfThreadsGivesTheSameBits(UpdateRule optimizer) {
    float[] alone = weightsAfterSteps(optimizer, 1);
    assertThat(alone).isNotEqualTo(NETWORK.initialize(1));
    for (int threads = 2; threads <= 4; threads++) {
      assertThat(Arrays.equals(weightsAfterSteps(optimizer, threads), alone))
          .as("%d threads", threads)
          .isTrue();
    }
  }

  private static float[] weightsAfterSteps(UpdateRule optimizer, int threads) {
    TrainingPlan plan =
        new TrainingPlan(
            optimizer,
            0.01,
            new Schedule.Constant(),
            new Regularization(1e-3, 1e-2, 1),
            Clipping.norm(1),
            0.9,
            1,
            null,
            null);
    TrainingState state = new TrainingState(NETWORK, plan, 1);
    try (ChunkThreads chunks = new ChunkThreads(threads)) {
      Update update = new Update(NETWORK, plan, 100, chunks, (w, from, to) -> {});
      for (int step = 0; step < 5; step++) {
        update.apply(state, sum(step), update.learningRate(step, state));
        state.stepTaken();
      }
    }
    return state.weights();
  }

  private static StepSum sum(int step) {
    float[] gradient = new float[NETWORK.size()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) CounterRandom.gaussian(step, i);
    }
    return new StepSum(gradient, 1, 32, 32, 0);
  }
}
