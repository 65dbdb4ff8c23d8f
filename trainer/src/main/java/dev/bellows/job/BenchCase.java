package dev.bellows.job;

import dev.bellows.nn.Network;
import dev.bellows.optim.Optimizer;
import java.util.Iterator;
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
  /** Names for completion and help. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BenchCases.ALL.stream().map(BenchCase::name).iterator();
    }
  }

  /** Finds a case by its name. */
  static final class Converter implements ITypeConverter<BenchCase> {
    @Override
    public BenchCase convert(String name) {
      return BenchCases.ALL.stream()
          .filter(known -> known.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' must be one of %s"
                          .formatted(name, String.join(", ", new Candidates()))));
    }
  }
}
