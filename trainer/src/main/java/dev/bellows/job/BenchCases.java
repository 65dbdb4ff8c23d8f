package dev.bellows.job;

import dev.bellows.data.Shape;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Attention;
import dev.bellows.nn.Conv2d;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Extent;
import dev.bellows.nn.Flatten;
import dev.bellows.nn.Gelu;
import dev.bellows.nn.GlobalAveragePool;
import dev.bellows.nn.LayerNorm;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Lstm;
import dev.bellows.nn.MaxPool;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Residual;
import dev.bellows.nn.Returns;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import java.util.ArrayList;
import java.util.List;

/** The networks whose training is timed. */
final class BenchCases {
  private static final Activation NONE = new PointwiseActivation.Identity();
  private static final Activation RELU = new PointwiseActivation.Relu();

  /** All that there are. */
  static final List<BenchCase> ALL =
      List.of(
          dense("mlp-sgd", 128, 12_800, Optimizers.sgd(), 784, 512, 512, 10),
          dense("mlp-adam", 128, 12_800, Optimizers.adam(), 784, 512, 512, 10),
          dense("mlp-large-batch", 1024, 20_480, Optimizers.sgd(), 784, 512, 512, 10),
          dense("narrow", 256, 102_400, Optimizers.sgd(), 28, 64, 64, 2),
          dense("tiny", 32, 32_000, Optimizers.sgd(), 20, 16, 2),
          convolutions(),
          lstm(50, 64, 128),
          transformer(64, 128, 4, 512));

  private BenchCases() {}

  /**
   * Dense layers with ReLU between them. Each costs three products, of which the first layer has no
   * use for one.
   *
   * @param widths of the inputs, the hidden layers and the outputs
   */
  private static BenchCase dense(
      String name, int batchSize, int rows, Optimizer optimizer, int... widths) {
    List<LayerSpec> layers = new ArrayList<>();
    StringBuilder words = new StringBuilder(String.valueOf(widths[0]));
    long flops = -2L * widths[0] * widths[1];
    for (int i = 1; i < widths.length; i++) {
      layers.add(new Dense.Spec(widths[i], i == widths.length - 1 ? NONE : RELU));
      words.append('-').append(widths[i]);
      flops += 6L * widths[i - 1] * widths[i];
    }
    return new BenchCase(
        name,
        words.toString(),
        new Network(Shape.of(widths[0]), layers),
        flops,
        batchSize,
        rows,
        optimizer);
  }

  /** Two convolutions with their pooling, and two dense layers, on images of 28 × 28 pixels. */
  private static BenchCase convolutions() {
    List<LayerSpec> layers =
        List.of(
            convolution(20),
            halved(),
            convolution(50),
            halved(),
            new Flatten.Spec(),
            new Dense.Spec(500, RELU),
            new Dense.Spec(10, NONE));
    long first = 24 * 24 * 20 * 25; // multiplications of its product
    long second = 8 * 8 * 50 * 20 * 25;
    return new BenchCase(
        "cnn",
        "conv20-conv50-500-10",
        new Network(Shape.of(1, 28, 28), layers),
        4 * first + 6 * (second + 800 * 500 + 500 * 10),
        128,
        3_840,
        Optimizers.sgd());
  }

  private static LayerSpec convolution(int filters) {
    return new Conv2d.Spec(filters, Extent.square(5), null, null, RELU, null);
  }

  private static LayerSpec halved() {
    return new MaxPool.Spec(Extent.square(2), null, null);
  }

  /** The last state of an LSTM, and a dense layer. */
  private static BenchCase lstm(int steps, int inputs, int units) {
    List<LayerSpec> layers = List.of(new Lstm.Spec(units, Returns.LAST), new Dense.Spec(2, NONE));
    long fromInputs = (long) steps * inputs * 4 * units;
    long fromState = (steps - 1L) * units * 4 * units;
    return new BenchCase(
        "lstm",
        "lstm%d-2".formatted(units),
        new Network(Shape.of(steps, inputs), layers),
        4 * fromInputs + 6 * fromState,
        64,
        3_200,
        Optimizers.sgd());
  }

  /** Two blocks of a transformer's encoder, the mean over the steps, and a dense layer. */
  private static BenchCase transformer(int steps, int units, int heads, int hidden) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int block = 0; block < 2; block++) {
      layers.add(residual(new LayerNorm.Spec(1e-5), new Attention.Spec(heads, null)));
      layers.add(
          residual(
              new LayerNorm.Spec(1e-5),
              new Dense.Spec(hidden, new Gelu()),
              new Dense.Spec(units, NONE)));
    }
    layers.add(new GlobalAveragePool.Spec());
    layers.add(new Dense.Spec(2, NONE));
    long weights = 4L * units * units + 2L * units * hidden;
    return new BenchCase(
        "transformer",
        "2 blocks of %d units, %d heads".formatted(units, heads),
        new Network(Shape.of(steps, units), layers),
        12L * steps * (weights + 2L * steps * units),
        32,
        1_600,
        Optimizers.sgd());
  }

  private static LayerSpec residual(LayerSpec... layers) {
    return new Residual.Spec(List.of(layers));
  }
}
