package dev.bellows.job;

import dev.bellows.loss.Loss;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import dev.bellows.optim.Optimizer;
import dev.bellows.train.Program;
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
  private static final long SEED = 1;

  /** The same with at most {@code steps} an epoch. */
  BenchCase withEpochsOf(int steps) {
    int fewer = (int) Math.min(rows, (long) steps * batchSize);
    return new BenchCase(name, layers, network, flopsPerRow, batchSize, fewer, optimizer);
  }

  /** What every shard has to know. */
  Program program(int shards) {
    Loss loss = new SoftmaxCrossEntropy();
    return new Program(
        network,
        loss,
        Evaluation.empty(loss.problem(), network.outputs(), new double[0]),
        SEED,
        shards,
        Program.stepsPerEpoch(rows, batchSize));
  }

  /** The rows to train on. */
  BenchRows rows(int shards) {
    return new BenchRows(network.inputs(), network.outputs(), rows, shards, SEED);
  }

  /** Its training in threads of this JVM. */
  BenchTraining inThreads(int shards, int threads) {
    Program program = program(shards);
    return new BenchTraining(this, program, rows(shards).engine(program, threads));
  }

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
