package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.testing.Batches;
import dev.bellows.train.GradientCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer must do, one row a layer: a new layer, or activation, is a new row. */
class LayerContractTest {
  private static final int ROWS = 6;
  private static final Loss LOSS = new MeanSquaredError();
  private static final Initializer NORMAL = new Initializer.Normal(0.7);

  static Stream<LayerRow> layers() {
    return Stream.of(tableLayers(), ImageRows.all(), NormRows.all(), SequenceRows.all())
        .flatMap(rows -> rows);
  }

  private static Stream<LayerRow> tableLayers() {
    return Stream.of(
        dense("identity", 5, 3, new PointwiseActivation.Identity()),
        dense("relu", 5, 7, new PointwiseActivation.Relu()),
        dense("leaky-relu", 5, 7, new PointwiseActivation.LeakyRelu(0.1f)),
        dense("sigmoid", 4, 3, new PointwiseActivation.Sigmoid()),
        dense("tanh", 4, 3, new PointwiseActivation.Tanh()),
        dense("elu", 5, 4, new Elu(1)),
        dense("elu, another alpha", 5, 6, new Elu(0.5f)),
        dense("gelu", 4, 3, new Gelu()),
        dense("silu", 4, 3, new Silu()),
        dense("softplus", 4, 3, new Softplus()),
        dense("exponential", 4, 3, new PointwiseActivation.Exponential()),
        dense("softmax", 4, 5, new Softmax()),
        dense(
            "one activation a unit",
            3,
            4,
            new PerUnit(
                List.of(
                    new PointwiseActivation.Tanh(),
                    new PointwiseActivation.Relu(),
                    new Gelu(),
                    new Elu(0.5f)))),
        dense("one number", 1, 1, new PointwiseActivation.Tanh()),
        LayerRow.of(
            "dense, each step",
            Shape.of(4, 3),
            new Dense.Spec(2, new PointwiseActivation.Tanh(), NORMAL)),
        LayerRow.of(
            "leaky-relu",
            Shape.of(5),
            new ActivationLayer.Spec(new PointwiseActivation.LeakyRelu(0.1f))),
        LayerRow.of("softmax", Shape.of(3, 4), new ActivationLayer.Spec(new Softmax())),
        LayerRow.of("flatten", Shape.of(2, 3), new Flatten.Spec()),
        LayerRow.of(
            "residual",
            Shape.of(4),
            new Residual.Spec(
                List.of(
                    new Dense.Spec(6, new PointwiseActivation.Relu(), NORMAL),
                    new Residual.Spec(
                        List.of(new Dense.Spec(6, new PointwiseActivation.Tanh(), NORMAL))),
                    new Dense.Spec(4, new PointwiseActivation.Identity(), NORMAL)))),
        LayerRow.of(
                "residual, dropout", Shape.of(6), new Residual.Spec(List.of(new Dropout.Spec(0.3))))
            .dependent(),
        LayerRow.of("dropout", Shape.of(8), new Dropout.Spec(0.4)).dependent(),
        LayerRow.of("dropout, none", Shape.of(2, 2), new Dropout.Spec(0)));
  }

  /** Those whose rows do not depend on their place in a pass. */
  static Stream<LayerRow> rowByRow() {
    return layers().filter(row -> row.dependence() == LayerRow.Dependence.ROW_ALONE);
  }

  private static LayerRow dense(String name, int inputs, int units, Activation activation) {
    return LayerRow.of(
        "dense, " + name, Shape.of(inputs), new Dense.Spec(units, activation, NORMAL));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfDifferenceQuotients(LayerRow row) {
    List<GradientCheck.Block> blocks = check(row, row.layer());
    int inputs = row.inputs() == LayerRow.Inputs.TOKENS ? 0 : 1;
    assertThat(blocks)
        .hasSize(row.layer().parameters().size() + inputs)
        .allSatisfy(block -> assertThat(block.passes()).as("%s", block).isTrue())
        .allSatisfy(block -> assertThat(block.skipped()).isLessThanOrEqualTo(block.checked()));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aFactorWrongByOnePercentIsFound(LayerRow row) {
    int inputs = row.layer().parameters().size(); // the last block
    for (int broken = 0; broken <= inputs; broken++) {
      int index = broken == inputs ? -1 : broken;
      if (index < 0 && row.inputs() == LayerRow.Inputs.TOKENS) {
        continue;
      }
      List<GradientCheck.Block> blocks = check(row, new BrokenLayer(row.layer(), index, 1.01f));
      for (int i = 0; i < blocks.size(); i++) {
        assertThat(blocks.get(i).passes()).as("%s", blocks.get(i)).isEqualTo(i != broken);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowByRow")
  void theGradientOfAllRowsIsTheSumOverParts(LayerRow row) {
    Batch all = batch(row);
    float[] parts = gradient(row.layer(), all.slice(0, 2));
    float[] rest = gradient(row.layer(), all.slice(2, ROWS - 2));
    for (int i = 0; i < parts.length; i++) {
      parts[i] += rest[i];
    }
    assertClose(parts, gradient(row.layer(), all));
  }

  @ParameterizedTest
  @MethodSource("rowByRow")
  void aWeightIsARowRepeated(LayerRow row) {
    Batch batch = batch(row);
    Batch weighted = Batches.weighted(batch.slice(0, 3), 1, 3, 2);
    Batch repeated =
        Batches.weighted(Batches.rows(batch, List.of(0, 1, 1, 1, 2, 2)), 1, 1, 1, 1, 1, 1);
    assertClose(gradient(row.layer(), weighted), gradient(row.layer(), repeated));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void onlyTheSliceIsReadAndWritten(LayerRow row) {
    Layer layer = row.layer();
    int count = layer.parameterCount();
    int offset = 3;
    float[] own = parameters(layer);
    int size = own.length;
    float[] embedded = new float[offset + size + 2];
    Arrays.fill(embedded, Float.NaN);
    System.arraycopy(own, 0, embedded, offset, size);
    Batch batch = batch(row);
    float[] x = new float[4 + batch.inputs().length];
    Arrays.fill(x, Float.NaN);
    System.arraycopy(batch.inputs(), 0, x, 4, batch.inputs().length);
    float[] xBefore = x.clone();

    float[] y = filled(ROWS * layer.outputs() + 3);
    float[] yEmbedded = filled(ROWS * layer.outputs() + 3);
    LayerPass pass = pass(Pass.Mode.TRAINING, count);
    LayerPass passEmbedded = pass(Pass.Mode.TRAINING, offset + count);
    layer.forward(pass, own, 0, batch.inputs(), 0, y);
    layer.forward(passEmbedded, embedded, offset, x, 4, yEmbedded);
    assertThat(yEmbedded).containsExactly(y);
    assertThat(Arrays.copyOfRange(y, ROWS * layer.outputs(), y.length)).containsOnly(7);

    float[] dy = Batches.random(ROWS, layer.outputs(), 1, Problem.REGRESSION, 8).inputs();
    float[] gradient = filled(size);
    float[] embeddedGradient = filled(offset + size + 2);
    float[] dx = filled(ROWS * layer.inputs() + 3);
    float[] dxEmbedded = dx.clone();
    layer.backward(pass, own, 0, batch.inputs(), 0, y, dy.clone(), dx, gradient);
    layer.backward(
        passEmbedded, embedded, offset, x, 4, y, dy.clone(), dxEmbedded, embeddedGradient);
    assertThat(dxEmbedded).containsExactly(dx);
    assertThat(Arrays.copyOfRange(dx, ROWS * layer.inputs(), dx.length)).containsOnly(7);
    assertThat(Arrays.copyOfRange(embeddedGradient, offset, offset + size))
        .containsExactly(gradient);
    Arrays.fill(embeddedGradient, offset, offset + size, 7);
    assertThat(embeddedGradient).containsOnly(7);
    assertThat(x).as("x is not written to").containsExactly(xBefore);
    assertThat(Arrays.copyOfRange(embedded, offset, offset + size))
        .as("parameters are not written to")
        .containsExactly(own);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void buffersOfALargerPassDoNotShowInASmallerOne(LayerRow row) {
    Network network = network(row.layer());
    Workspace workspace = new Workspace(network);
    Batch batch = batch(row);
    gradient(network, workspace, batch);
    float[] used = gradient(network, workspace, batch.slice(3, 2));
    assertThat(used).containsExactly(gradient(network, new Workspace(network), batch.slice(3, 2)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void backwardWithoutInputGradientGivesTheSameParameterGradient(LayerRow row) {
    Layer layer = row.layer();
    Batch batch = batch(row);
    float[] parameters = parameters(layer);
    float[] dy = Batches.random(ROWS, layer.outputs(), 1, Problem.REGRESSION, 8).inputs();
    float[] with = filled(parameters.length);
    float[] without = filled(parameters.length);
    for (float[] gradient : List.of(with, without)) {
      float[] dx = gradient == with ? new float[ROWS * layer.inputs()] : null;
      float[] y = new float[ROWS * layer.outputs()];
      LayerPass pass = pass(Pass.Mode.TRAINING, layer.parameterCount());
      layer.forward(pass, parameters, 0, batch.inputs(), 0, y);
      layer.backward(pass, parameters, 0, batch.inputs(), 0, y, dy.clone(), dx, gradient);
    }
    assertThat(without).containsExactly(with);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void initialParametersDependOnTheKeyAlone(LayerRow row) {
    Layer layer = row.layer();
    int count = layer.parameterCount();
    float[] first = filled(count + 2);
    layer.initialize(first, 1, 11);
    float[] second = new float[count];
    layer.initialize(second, 0, 11);
    assertThat(Arrays.copyOfRange(first, 1, count + 1)).containsExactly(second);
    assertThat(first[0]).isEqualTo(7);
    assertThat(first[count + 1]).isEqualTo(7);
    if (layer.parameters().stream().anyMatch(block -> block.name().contains("weight"))) {
      float[] other = new float[count];
      layer.initialize(other, 0, 12);
      assertThat(other).isNotEqualTo(second);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aRowIsPredictedAloneAsAmongOthers(LayerRow row) {
    Layer layer = row.layer();
    Batch batch = batch(row);
    float[] parameters = parameters(layer);
    Network network = network(layer);
    Workspace workspace = new Workspace(network);
    float[] all =
        network.forward(workspace, Pass.inference(ROWS), parameters, batch.inputs(), 0).clone();
    for (int i = 0; i < ROWS; i++) {
      float[] alone =
          network.forward(
              workspace, Pass.inference(1), parameters, batch.inputs(), i * layer.inputs());
      assertClose(
          Arrays.copyOf(alone, layer.outputs()),
          Arrays.copyOfRange(all, i * layer.outputs(), (i + 1) * layer.outputs()));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void blocksHaveDistinctNames(LayerRow row) {
    Layer layer = row.layer();
    assertThat(
            Stream.concat(
                layer.parameters().stream().map(Parameter::name),
                layer.statistics().stream().map(Statistic::name)))
        .doesNotHaveDuplicates();
  }

  /** What explains predictions asks for it. */
  @ParameterizedTest
  @MethodSource("layers")
  void aPassThatPredictsHasItsGradientToo(LayerRow row) {
    if (row.inputs() == LayerRow.Inputs.NUMBERS) {
      float[] parameters = parameters(row.layer());
      GradientCheck.Block block =
          GradientCheck.checkPrediction(network(row.layer()), LOSS, parameters, batch(row), 40, 3);
      assertThat(block.passes()).as("%s", block).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void itTravels(LayerRow row) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(row.layer());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Layer arrived = (Layer) in.readObject();
      assertThat(gradient(arrived, batch(row))).containsExactly(gradient(row.layer(), batch(row)));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatItWasBuiltFromBuildsItAgain(LayerRow row) {
    Layer again = row.layer().spec().build(row.layer().inputShape());
    assertThat(again.outputShape()).isEqualTo(row.layer().outputShape());
    assertThat(again.parameters()).isEqualTo(row.layer().parameters());
  }

  private static List<GradientCheck.Block> check(LayerRow row, Layer layer) {
    float[] parameters = parameters(layer);
    return row.inputs() == LayerRow.Inputs.TOKENS
        ? GradientCheck.checkParameters(network(layer), LOSS, parameters, batch(row), 40, 3)
        : GradientCheck.check(network(layer), LOSS, parameters, batch(row), 40, 3);
  }

  private static Network network(Layer layer) {
    return new Network(layer.inputShape(), List.of(Built.of(layer)));
  }

  /** What builds a layer that is there already. */
  private record Built(Layer layer) implements LayerSpec {
    private static final long serialVersionUID = 1;

    static Built of(Layer layer) {
      return new Built(layer);
    }

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public Layer build(Shape input) {
      return layer;
    }
  }

  private static Batch batch(LayerRow row) {
    Layer layer = row.layer();
    return switch (row.inputs()) {
      case NUMBERS -> Batches.random(ROWS, layer.inputs(), layer.outputs(), Problem.REGRESSION, 2);
      case TOKENS -> Batches.tokens(ROWS, layer.inputs(), layer.outputs(), 7, 2);
      case PADDED -> Batches.padded(ROWS, layer.inputShape(), layer.outputs(), 2);
    };
  }

  private static LayerPass pass(Pass.Mode mode, int statistics) {
    LayerPass pass = LayerPass.of(new Pass(ROWS, mode, 5));
    pass.begin(ROWS, mode, 5, statistics);
    return pass;
  }

  /** Initial parameters, with biases that are not zero; behind them the initial statistics. */
  private static float[] parameters(Layer layer) {
    float[] parameters = network(layer).initialize(4);
    layer.initialize(parameters, 0, 4);
    for (int i = 0; i < layer.parameterCount(); i++) {
      parameters[i] += 0.125f * (i % 3 - 1);
    }
    return parameters;
  }

  private static float[] gradient(Layer layer, Batch batch) {
    Network network = network(layer);
    return gradient(network, new Workspace(network), batch);
  }

  private static float[] gradient(Network network, Workspace workspace, Batch batch) {
    Pass pass = new Pass(batch.rows(), Pass.Mode.TRAINING, 5);
    float[] parameters = parameters(network.layers().get(0));
    float[] logits =
        network.forward(workspace, pass, parameters, batch.inputs(), batch.inputOffset());
    LOSS.gradient(logits, network.outputs(), batch, workspace.outputGradient());
    float[] gradient = new float[parameters.length];
    network.backward(workspace, parameters, batch.inputs(), batch.inputOffset(), null, gradient);
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
