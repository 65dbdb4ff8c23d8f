package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Activation;
import dev.bellows.nn.BrokenLayer;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.testing.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
  private static final int ROWS = 8;

  static List<Loss> losses() {
    return List.of(new MeanSquaredError(), new BinaryCrossEntropy(), new SoftmaxCrossEntropy());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aDeepNetworkPassesWithEveryLoss(Loss loss) {
    assertThat(check(deep(), loss))
        .hasSize(9)
        .allSatisfy(block -> assertThat(block.passes()).as("%s", block).isTrue());
  }

  /** A wrong gradient of inputs shows in all blocks of the layers below, and in the inputs. */
  @ParameterizedTest
  @MethodSource("losses")
  void aFactorWrongByOnePercentIsFoundInEveryLayer(Loss loss) {
    for (int layer = 0; layer < deep().size(); layer++) {
      for (int broken = -1; broken < blocks(layer); broken++) {
        List<LayerSpec> layers = new ArrayList<>(deep());
        layers.set(layer, new BrokenLayer.Spec(layers.get(layer), broken, 1.01f));
        List<GradientCheck.Block> blocks = check(layers, loss);
        for (GradientCheck.Block block : blocks) {
          assertThat(block.passes())
              .as("block %d of layer %d is wrong; %s", broken, layer, block)
              .isEqualTo(!isWrong(block.name(), layer, broken));
        }
      }
    }
  }

  private static int blocks(int layer) {
    return new Network(Shape.of(4), deep()).layers().get(layer).parameters().size();
  }

  private static boolean isWrong(String block, int layer, int broken) {
    if (broken < 0) {
      return block.equals(GradientCheck.INPUTS)
          || Integer.parseInt(block.substring(0, block.indexOf('.'))) < layer;
    }
    return block.equals("%d.dense.%s".formatted(layer, broken == 0 ? "weight" : "bias"));
  }

  @Test
  void largeBlocksAreSampled() {
    List<LayerSpec> layers =
        List.of(
            dense(200, new PointwiseActivation.Relu()),
            dense(2, new PointwiseActivation.Identity()));
    Network network = new Network(Shape.of(300), layers);
    Batch batch = Batches.random(ROWS, 300, 2, Problem.REGRESSION, 1);
    List<GradientCheck.Block> blocks =
        GradientCheck.check(network, new MeanSquaredError(), network.initialize(1), batch, 25, 1);
    assertThat(blocks)
        .allSatisfy(
            block -> {
              assertThat(block.passes()).as("%s", block).isTrue();
              assertThat(block.checked() + block.skipped()).isBetween(2, 25);
              assertThat(block.checked()).isGreaterThan(block.skipped());
            });
    assertThat(blocks).extracting(GradientCheck.Block::name).contains("0.dense.weight", "inputs");
  }

  @Test
  void vanishingGradientsAreToldFromRounding() {
    List<LayerSpec> layers = new ArrayList<>();
    for (int depth = 0; depth < 4; depth++) {
      layers.add(dense(12, new PointwiseActivation.Sigmoid()));
    }
    Network network = new Network(Shape.of(12), layers);
    Batch batch = Batches.random(ROWS, 12, 12, Problem.REGRESSION, 1);
    List<GradientCheck.Block> blocks =
        GradientCheck.check(network, new MeanSquaredError(), network.initialize(1), batch, 20, 1);
    assertThat(blocks).allSatisfy(block -> assertThat(block.passes()).as("%s", block).isTrue());
    layers.set(0, new BrokenLayer.Spec(layers.get(0), 0, 1.01f));
    blocks =
        GradientCheck.check(
            new Network(Shape.of(12), layers),
            new MeanSquaredError(),
            network.initialize(1),
            batch,
            20,
            1);
    assertThat(blocks.get(0).passes()).isFalse();
  }

  @Test
  void pointsAtAKinkAreLeftOutAndCounted() {
    Network network = new Network(Shape.of(2), List.of(dense(2, new PointwiseActivation.Relu())));
    Batch batch = Batches.random(4, 2, 2, Problem.REGRESSION, 1);
    float[] parameters = new float[network.parameterCount()]; // z is 0 everywhere
    parameters[0] = 1;
    parameters[5] = 40; // but for the second unit
    List<GradientCheck.Block> blocks =
        GradientCheck.check(network, new MeanSquaredError(), parameters, batch, 10, 1);
    GradientCheck.Block bias = blocks.get(1);
    assertThat(bias.checked()).isEqualTo(2);
    parameters[0] = 0;
    bias = GradientCheck.check(network, new MeanSquaredError(), parameters, batch, 10, 1).get(1);
    assertThat(bias.checked()).isEqualTo(1);
    assertThat(bias.skipped()).isEqualTo(1);
    assertThat(bias.passes()).isTrue();
  }

  @Test
  void aBlockWithoutOneCheckedEntryDoesNotPass() {
    Network network = new Network(Shape.of(2), List.of(dense(2, new PointwiseActivation.Relu())));
    Batch batch = Batches.random(4, 2, 2, Problem.REGRESSION, 1);
    float[] zeros = new float[network.parameterCount()];
    assertThat(GradientCheck.check(network, new MeanSquaredError(), zeros, batch, 10, 1).get(0))
        .isEqualTo(new GradientCheck.Block("0.dense.weight", 0, 4, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNotFiniteDoesNotPass(float parameter) {
    Network network = new Network(Shape.of(4), deep());
    float[] parameters = network.initialize(1);
    parameters[parameters.length - 1] = parameter;
    Batch batch = Batches.random(ROWS, 4, 3, Problem.REGRESSION, 1);
    assertThat(GradientCheck.check(network, new MeanSquaredError(), parameters, batch, 5, 1))
        .anySatisfy(block -> assertThat(block.passes()).isFalse());
  }

  @Test
  void theSampleDependsOnTheSeedAloneAndNothingIsWrittenTo() {
    Network network = new Network(Shape.of(4), deep());
    float[] parameters = network.initialize(1);
    float[] before = parameters.clone();
    Batch batch = Batches.random(ROWS, 4, 3, Problem.REGRESSION, 1);
    float[] inputs = batch.inputs().clone();
    Loss loss = new MeanSquaredError();
    List<GradientCheck.Block> blocks = GradientCheck.check(network, loss, parameters, batch, 3, 1);
    assertThat(GradientCheck.check(network, loss, parameters, batch, 3, 1)).isEqualTo(blocks);
    assertThat(parameters).containsExactly(before);
    assertThat(batch.inputs()).containsExactly(inputs);
  }

  private static List<LayerSpec> deep() {
    return Arrays.asList(
        dense(8, new PointwiseActivation.Tanh()),
        new Dropout.Spec(0.25),
        dense(7, new PointwiseActivation.LeakyRelu(0.1f)),
        dense(6, new PointwiseActivation.Relu()),
        new Dropout.Spec(0.25),
        dense(3, new PointwiseActivation.Identity()));
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new Dense.Spec(units, activation, new Initializer.Glorot());
  }

  private static List<GradientCheck.Block> check(List<LayerSpec> layers, Loss loss) {
    Network network = new Network(Shape.of(4), layers);
    Batch batch = Batches.random(ROWS, 4, 3, loss.problem(), 1);
    return GradientCheck.check(network, loss, network.initialize(1), batch, 30, 1);
  }
}
