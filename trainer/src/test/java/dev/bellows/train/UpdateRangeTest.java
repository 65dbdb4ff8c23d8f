package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Shape;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateRangeTest {
  private static final Regularization L2 = new Regularization(0, 0.5);

  /** Blocks of 40,000, 200, 200 and 1. */
  private static final List<Network.Block> BLOCKS =
      new Network(
              Shape.of(200),
              List.of(
                  new Dense.Spec(200, new PointwiseActivation.Identity(), new Initializer.He()),
                  new Dropout.Spec(0.5),
                  new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.He())))
          .blocks();

  @Test
  void blocksThatAreTreatedAlikeAreCutAsOne() {
    assertThat(UpdateRange.of(BLOCKS, Optimizers.sgd(), Regularization.NONE))
        .containsExactly(
            new UpdateRange(0, 16_384, Regularization.NONE, 0, 1),
            new UpdateRange(16_384, 32_768, Regularization.NONE, 0, 1),
            new UpdateRange(32_768, 40_401, Regularization.NONE, 0, 1));
  }

  @Test
  void penaltiesApplyToWeightsOfAllLayersAndNotToBiases() {
    assertThat(UpdateRange.of(BLOCKS, Optimizers.sgd(), L2))
        .containsExactly(
            new UpdateRange(0, 16_384, L2, 0, 1),
            new UpdateRange(16_384, 32_768, L2, 0, 1),
            new UpdateRange(32_768, 40_000, L2, 0, 1),
            new UpdateRange(40_000, 40_200, Regularization.NONE, 0, 1),
            new UpdateRange(40_200, 40_400, L2, 0, 1),
            new UpdateRange(40_400, 40_401, Regularization.NONE, 0, 1));
  }

  @Test
  void rowsWithABoundStayWhole() {
    Regularization bounded = new Regularization(0, 0, 2);
    assertThat(UpdateRange.of(BLOCKS, Optimizers.sgd(), bounded))
        .containsExactly(
            new UpdateRange(0, 81 * 200, bounded, 0, 200),
            new UpdateRange(81 * 200, 162 * 200, bounded, 0, 200),
            new UpdateRange(162 * 200, 40_000, bounded, 0, 200),
            new UpdateRange(40_000, 40_200, Regularization.NONE, 0, 1),
            new UpdateRange(40_200, 40_400, bounded, 0, 200),
            new UpdateRange(40_400, 40_401, Regularization.NONE, 0, 1));
  }

  @Test
  void aLayerwiseOptimizerHasWholeBlocks() {
    assertThat(UpdateRange.of(BLOCKS, Optimizers.lamb(), Regularization.NONE))
        .containsExactly(
            new UpdateRange(0, 40_000, Regularization.NONE, 0.01, 1),
            new UpdateRange(40_000, 40_200, Regularization.NONE, 0, 1),
            new UpdateRange(40_200, 40_400, Regularization.NONE, 0.01, 1),
            new UpdateRange(40_400, 40_401, Regularization.NONE, 0, 1));
  }
}
