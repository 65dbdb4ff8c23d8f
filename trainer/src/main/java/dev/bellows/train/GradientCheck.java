package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Permutation;
import dev.bellows.data.Purpose;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the gradients of backpropagation with {@linkplain DifferenceQuotient difference
 * quotients} of the loss sum: for the inputs, and for each block of parameters.
 *
 * <p>The entries with the largest gradients and a random sample of the others are compared; an
 * error is relative to the largest gradient in the block. Entries whose difference quotient is not
 * known well enough for that are left out: those near a kink of the network, and those whose
 * gradient drowns in the rounding of single precision. The forward pass alone decides which, so
 * that no wrong gradient hides there.
 */
public final class GradientCheck {
  /** More than rounding adds up to; a factor that is wrong by 1 % is ten times as much. */
  public static final double TOLERANCE = 1e-3;

  /** The name of the block of inputs, beside those of {@link Network#blocks}. */
  public static final String INPUTS = "inputs";

  /** Standard errors that a difference quotient must be away from the tolerance. */
  private static final double CERTAINTY = 10;

  private final DifferenceQuotient quotient;
  private final int entries;
  private final long seed;

  private GradientCheck(DifferenceQuotient quotient, int entries, long seed) {
    this.quotient = quotient;
    this.entries = entries;
    this.seed = seed;
  }

  /**
   * The result for one block.
   *
   * @param name like {@code 0.dense.weight}, or {@link #INPUTS}
   * @param checked entries compared
   * @param skipped entries whose difference quotient is not known well enough
   * @param largestError relative, of the entries compared; NaN where a gradient is not finite
   */
  public record Block(String name, int checked, int skipped, double largestError) {
    /** Whether entries were compared, and all of them are right. */
    public boolean passes() {
      return checked > 0 && largestError <= TOLERANCE;
    }
  }

  /**
   * Checks the gradients of a training pass over the rows of {@code batch}: 3 to 16 will do, and of
   * more rows one is always near a kink.
   *
   * @param parameters at which point; not written to
   * @param entries to compare in each block, at the most
   * @param seed of the sample and of dropout
   */
  public static List<Block> check(
      Network network, Loss loss, float[] parameters, Batch batch, int entries, long seed) {
    DifferenceQuotient quotient =
        new DifferenceQuotient(network, loss, parameters, batch, Pass.Mode.TRAINING, seed);
    GradientCheck check = new GradientCheck(quotient, entries, seed);
    List<Block> blocks = new ArrayList<>(check.parameters(network));
    float[] inputs = quotient.inputs();
    blocks.add(check.compare(INPUTS, inputs, quotient.inputGradient(), 0, inputs.length));
    return blocks;
  }

  /**
   * The same without the block of inputs, for a network that takes token ids: between two of them
   * there is nothing.
   */
  public static List<Block> checkParameters(
      Network network, Loss loss, float[] parameters, Batch batch, int entries, long seed) {
    DifferenceQuotient quotient =
        new DifferenceQuotient(network, loss, parameters, batch, Pass.Mode.TRAINING, seed);
    return new GradientCheck(quotient, entries, seed).parameters(network);
  }

  /** Checks the gradient with respect to the inputs of a pass that predicts. */
  public static Block checkPrediction(
      Network network, Loss loss, float[] parameters, Batch batch, int entries, long seed) {
    DifferenceQuotient quotient =
        new DifferenceQuotient(network, loss, parameters, batch, Pass.Mode.INFERENCE, seed);
    float[] inputs = quotient.inputs();
    return new GradientCheck(quotient, entries, seed)
        .compare(INPUTS, inputs, quotient.inputGradient(), 0, inputs.length);
  }

  private List<Block> parameters(Network network) {
    float[] gradient = quotient.parameterGradient();
    List<Block> blocks = new ArrayList<>();
    for (Network.Block block : network.blocks()) {
      int size = block.parameter().size();
      blocks.add(compare(block.name(), quotient.parameters(), gradient, block.offset(), size));
    }
    return blocks;
  }

  private Block compare(String name, float[] values, float[] gradient, int from, int size) {
    int[] sample = sample(gradient, from, size);
    OddFit[] slopes = new OddFit[sample.length];
    double largest = 0;
    for (int i = 0; i < sample.length; i++) {
      slopes[i] = quotient.slope(values, sample[i]);
      double certain = Math.abs(slopes[i].slope()) - CERTAINTY * slopes[i].error();
      largest = Math.max(largest, Math.abs(gradient[sample[i]]));
      largest = certain > largest ? certain : largest;
    }
    double largestDifference = 0;
    int checked = 0;
    for (int i = 0; i < sample.length; i++) {
      if (CERTAINTY * slopes[i].error() <= TOLERANCE * largest) {
        checked++;
        double difference = Math.abs(gradient[sample[i]] - slopes[i].slope());
        largestDifference = Math.max(largestDifference, difference);
      }
    }
    double error = largest == 0 ? 0 : largestDifference / largest;
    return new Block(name, checked, sample.length - checked, error);
  }

  /** The steepest entries, and as many others drawn without repetition. */
  private int[] sample(float[] gradient, int from, int size) {
    Permutation order = new Permutation(size, Purpose.GRADIENT_CHECK.key(seed, from, size));
    IntStream steepest =
        IntStream.range(from, from + size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
            .mapToInt(i -> i)
            .limit((entries + 1) / 2);
    IntStream others =
        IntStream.range(0, Math.min(size, entries)).map(order::apply).map(i -> from + i);
    return IntStream.concat(steepest, others).distinct().limit(entries).toArray();
  }
}
