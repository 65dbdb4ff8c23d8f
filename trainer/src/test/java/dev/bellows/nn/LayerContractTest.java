package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Batch;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.testing.Batches;
import dev.bellows.train.GradientCheck;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer must do, one row a layer: a new layer, or activation, is a new row. */
class LayerContractTest {
  private static final int ROWS = 6;
  private static final Loss LOSS = new MeanSquaredError();
  private static final Initializer NORMAL = new Initializer.Normal(0.7);

  static Stream<Named<Layer>> layers() {
    return Stream.of(
        row("dense, identity", dense(5, 3, new PointwiseActivation.Identity())),
        row("dense, relu", dense(5, 7, new PointwiseActivation.Relu())),
        row("dense, leaky-relu", dense(5, 7, new PointwiseActivation.LeakyRelu(0.1f))),
        row("dense, sigmoid", dense(4, 3, new PointwiseActivation.Sigmoid())),
        row("dense, tanh", dense(4, 3, new PointwiseActivation.Tanh())),
        row("dense, softmax", dense(4, 5, new Softmax())),
        row(
            "dense, one activation a unit",
            dense(
                3,
                4,
                new PerUnit(
                    List.of(
                        new PointwiseActivation.Tanh(),
                        new PointwiseActivation.Relu(),
                        new PointwiseActivation.Sigmoid(),
                        new PointwiseActivation.Identity())))),
        row("dense, one number", dense(1, 1, new PointwiseActivation.Tanh())),
        row("dropout", new Dropout(8, 0.4)),
        row("dropout, none", new Dropout(4, 0)));
  }

  /** Those whose rows do not depend on their place in a pass. */
  static Stream<Named<Layer>> rowByRow() {
    return layers().filter(row -> !(row.getPayload() instanceof Dropout));
  }

  private static Named<Layer> row(String name, Layer layer) {
    return Named.of(name, layer);
  }

  private static Layer dense(int inputs, int units, Activation activation) {
    return new Dense(inputs, units, activation, NORMAL);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfDifferenceQuotients(Layer layer) {
    List<GradientCheck.Block> blocks = check(layer);
    assertThat(blocks).hasSize(layer.parameters().size() + 1);
    assertThat(blocks).allSatisfy(block -> assertThat(block.passes()).as("%s", block).isTrue());
    assertThat(blocks)
        .allSatisfy(block -> assertThat(block.skipped()).isLessThanOrEqualTo(block.checked()));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aFactorWrongByOnePercentIsFound(Layer layer) {
    for (int broken = -1; broken < layer.parameters().size(); broken++) {
      List<GradientCheck.Block> blocks = check(new BrokenLayer(layer, broken, 1.01f));
      for (int i = 0; i < blocks.size(); i++) {
        boolean right = i != (broken < 0 ? blocks.size() - 1 : broken);
        assertThat(blocks.get(i).passes()).as("%s", blocks.get(i)).isEqualTo(right);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowByRow")
  void theGradientOfAllRowsIsTheSumOverParts(Layer layer) {
    Batch all = batch(layer);
    float[] parts = gradient(layer, all.slice(0, 2));
    float[] rest = gradient(layer, all.slice(2, ROWS - 2));
    for (int i = 0; i < parts.length; i++) {
      parts[i] += rest[i];
    }
    assertClose(parts, gradient(layer, all));
  }

  @ParameterizedTest
  @MethodSource("rowByRow")
  void aWeightIsARowRepeated(Layer layer) {
    Batch batch = batch(layer);
    Batch weighted = Batches.weighted(batch.slice(0, 3), 1, 3, 2);
    Batch repeated =
        Batches.weighted(Batches.rows(batch, List.of(0, 1, 1, 1, 2, 2)), 1, 1, 1, 1, 1, 1);
    assertClose(gradient(layer, weighted), gradient(layer, repeated));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void onlyTheSliceIsReadAndWritten(Layer layer) {
    int count = layer.parameterCount();
    int offset = 3;
    float[] own = parameters(layer);
    float[] embedded = new float[offset + count + 2];
    Arrays.fill(embedded, Float.NaN);
    System.arraycopy(own, 0, embedded, offset, count);
    Batch batch = batch(layer);
    Pass pass = new Pass(ROWS, Pass.Mode.TRAINING, 5);
    float[] x = new float[4 + batch.inputs().length];
    Arrays.fill(x, Float.NaN);
    System.arraycopy(batch.inputs(), 0, x, 4, batch.inputs().length);
    float[] xBefore = x.clone();

    float[] y = filled(ROWS * layer.outputs() + 3);
    float[] yEmbedded = filled(ROWS * layer.outputs() + 3);
    layer.forward(pass, own, 0, batch.inputs(), 0, y);
    layer.forward(pass, embedded, offset, x, 4, yEmbedded);
    assertThat(yEmbedded).containsExactly(y);
    assertThat(Arrays.copyOfRange(y, ROWS * layer.outputs(), y.length)).containsOnly(7);

    float[] dy = Batches.random(ROWS, layer.outputs(), 1, Problem.REGRESSION, 8).inputs();
    float[] gradient = filled(count);
    float[] embeddedGradient = filled(offset + count + 2);
    float[] dx = filled(ROWS * layer.inputs() + 3);
    float[] dxEmbedded = dx.clone();
    layer.backward(pass, own, 0, batch.inputs(), 0, y, dy.clone(), dx, gradient);
    layer.backward(pass, embedded, offset, x, 4, y, dy.clone(), dxEmbedded, embeddedGradient);
    assertThat(dxEmbedded).containsExactly(dx);
    assertThat(Arrays.copyOfRange(dx, ROWS * layer.inputs(), dx.length)).containsOnly(7);
    assertThat(Arrays.copyOfRange(embeddedGradient, offset, offset + count))
        .containsExactly(gradient);
    Arrays.fill(embeddedGradient, offset, offset + count, 7);
    assertThat(embeddedGradient).containsOnly(7);
    assertThat(x).as("x is not written to").containsExactly(xBefore);
    assertThat(Arrays.copyOfRange(embedded, offset, offset + count))
        .as("parameters are not written to")
        .containsExactly(own);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void backwardWithoutInputGradientGivesTheSameParameterGradient(Layer layer) {
    Batch batch = batch(layer);
    Pass pass = new Pass(ROWS, Pass.Mode.TRAINING, 5);
    float[] parameters = parameters(layer);
    float[] y = new float[ROWS * layer.outputs()];
    layer.forward(pass, parameters, 0, batch.inputs(), 0, y);
    float[] dy = Batches.random(ROWS, layer.outputs(), 1, Problem.REGRESSION, 8).inputs();
    float[] with = filled(layer.parameterCount());
    float[] without = filled(layer.parameterCount());
    float[] dx = new float[ROWS * layer.inputs()];
    layer.backward(pass, parameters, 0, batch.inputs(), 0, y, dy.clone(), dx, with);
    layer.backward(pass, parameters, 0, batch.inputs(), 0, y, dy.clone(), null, without);
    assertThat(without).containsExactly(with);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void initialParametersDependOnTheKeyAlone(Layer layer) {
    int count = layer.parameterCount();
    float[] first = filled(count + 2);
    layer.initialize(first, 1, 11);
    float[] second = new float[count];
    layer.initialize(second, 0, 11);
    assertThat(Arrays.copyOfRange(first, 1, count + 1)).containsExactly(second);
    assertThat(first[0]).isEqualTo(7);
    assertThat(first[count + 1]).isEqualTo(7);
    if (count > 0) {
      float[] other = new float[count];
      layer.initialize(other, 0, 12);
      assertThat(other).isNotEqualTo(second);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aRowIsPredictedAloneAsAmongOthers(Layer layer) {
    Batch batch = batch(layer);
    float[] parameters = parameters(layer);
    float[] all = new float[ROWS * layer.outputs()];
    layer.forward(Pass.inference(ROWS), parameters, 0, batch.inputs(), 0, all);
    for (int row = 0; row < ROWS; row++) {
      float[] alone = new float[layer.outputs()];
      layer.forward(Pass.inference(1), parameters, 0, batch.inputs(), row * layer.inputs(), alone);
      assertClose(
          alone, Arrays.copyOfRange(all, row * layer.outputs(), (row + 1) * layer.outputs()));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void parametersHaveDistinctNames(Layer layer) {
    assertThat(layer.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
  }

  private static List<GradientCheck.Block> check(Layer layer) {
    Network network = new Network(List.of(layer));
    return GradientCheck.check(network, LOSS, parameters(layer), batch(layer), 40, 3);
  }

  private static Batch batch(Layer layer) {
    return Batches.random(ROWS, layer.inputs(), layer.outputs(), Problem.REGRESSION, 2);
  }

  /** Initial parameters, with biases that are not zero. */
  private static float[] parameters(Layer layer) {
    float[] parameters = new float[layer.parameterCount()];
    layer.initialize(parameters, 0, 4);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.125f * (i % 3 - 1);
    }
    return parameters;
  }

  private static float[] gradient(Layer layer, Batch batch) {
    Network network = new Network(List.of(layer));
    Workspace workspace = new Workspace(network);
    Pass pass = new Pass(batch.rows(), Pass.Mode.TRAINING, 5);
    float[] parameters = parameters(layer);
    float[] logits =
        network.forward(workspace, pass, parameters, batch.inputs(), batch.inputOffset());
    LOSS.gradient(logits, network.outputs(), batch, workspace.outputGradient());
    float[] gradient = new float[parameters.length];
    network.backward(workspace, pass, parameters, batch.inputs(), batch.inputOffset(), gradient);
    return gradient;
  }

  private static float[] filled(int length) {
    float[] array = new float[length];
    Arrays.fill(array, 7);
    return array;
  }

  /** Equal but for the rounding of sums in another order. */
  private static void assertClose(float[] actual, float[] expected) {
    double largest =
        IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .isBetween(expected[i] - 2e-6 * largest, expected[i] + 2e-6 * largest);
    }
  }
}
