package dev.bellows.job;

import dev.bellows.data.Shape;
import dev.bellows.nn.Dense;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network, a batch size and an optimiser whose training is timed.
 *
 * @param name as on the command line
 * @param layers of the network, in short
 * @param network what is trained, with the softmax cross-entropy as its loss
 * @param flopsPerRow floating-point operations that a row costs in the matrix products of a step
 * @param batchSize rows of a step
 * @param rows of an epoch
 * @param optimizer with its usual constants and learning rate
 */
record BenchCase(
    String name,
    String layers,
    Network network,
    long flopsPerRow,
    int batchSize,
    int rows,
    Optimizer optimizer) {
  /** All that there are. */
  static final List<BenchCase> ALL =
      List.of(
          dense("mlp-sgd", 128, 12_800, Optimizers.sgd(), 784, 512, 512, 10),
          dense("mlp-adam", 128, 12_800, Optimizers.adam(), 784, 512, 512, 10),
          dense("mlp-large-batch", 1024, 20_480, Optimizers.sgd(), 784, 512, 512, 10),
          dense("narrow", 256, 102_400, Optimizers.sgd(), 28, 64, 64, 2),
          dense("tiny", 32, 32_000, Optimizers.sgd(), 20, 16, 2));

  /** Names for completion and help. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.stream().map(BenchCase::name).iterator();
    }
  }

  /** Finds a case by its name. */
  static final class Converter implements ITypeConverter<BenchCase> {
    @Override
    public BenchCase convert(String name) {
      return ALL.stream()
          .filter(known -> known.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' must be one of %s"
                          .formatted(name, String.join(", ", new Candidates()))));
    }
  }

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
      boolean last = i == widths.length - 1;
      layers.add(
          new Dense.Spec(
              widths[i],
              last ? new PointwiseActivation.Identity() : new PointwiseActivation.Relu()));
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
}
