package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.data.ShardTree;
import dev.bellows.nn.Conv2d;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Extent;
import dev.bellows.nn.Flatten;
import dev.bellows.nn.Network;
import dev.bellows.nn.Padding;
import dev.bellows.nn.PointwiseActivation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
  private static final Network NETWORK =
      new Network(
          Shape.of(3, 16, 16),
          List.of(
              new Conv2d.Spec(
                  8, Extent.square(5), null, Padding.SAME, new PointwiseActivation.Relu(), null),
              new Flatten.Spec(),
              new Dense.Spec(2, null)));

  /** A convolution keeps one image's strips, however many rows there are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 30, 200})
  void aFewRowsTellWhatManyTake(int rows) {
    assertThat(Footprint.activations(NETWORK, rows(4), rows))
        .isEqualTo(Footprint.measured(NETWORK, rows(rows)));
  }

  @Test
  void oneRowIsASampleToo() {
    assertThat(Footprint.activations(NETWORK, rows(1), 1))
        .isEqualTo(Footprint.measured(NETWORK, rows(1)));
  }

  @Test
  void executorsThatCutBranchesOfTheTreeSendMoreSums() {
    assertThat(Footprint.mostSums(1)).isEqualTo(1);
    assertThat(Footprint.mostSums(2)).isEqualTo(1);
    assertThat(Footprint.mostSums(8)).isEqualTo(5 / 3.0); // 0 1 | 2 3, 4 | 5, 6 7
  }

  @Test
  void executorsThatCutBranchesOfTheTreeHoldMoreSums() {
    assertThat(Footprint.mostSumsOfOne(2)).isEqualTo(1);
    assertThat(Footprint.mostSumsOfOne(8)).isEqualTo(2);
  }

  /** As a thread would that adds up its shards one after the other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 100})
  void sumsAtWorkAreThoseOfATreeThatGrows(int shards) {
    int most = 0;
    for (int parts = 1; parts <= shards; parts++) {
      for (int part = 0; part < parts; part++) {
        ShardTree<String> tree = new ShardTree<>(shards, String::concat);
        for (int i = part * shards / parts; i < (part + 1) * shards / parts; i++) {
          most = Math.max(most, tree.blocks().size() + 1); // with the one that is computed
          tree.add(i, "");
        }
      }
    }
    assertThat(Footprint.mostSumsAtWork(shards)).isEqualTo(most);
  }

  private static Batch rows(int rows) {
    return Batch.ofCapacity(rows, NETWORK.inputs(), 1);
  }
}
