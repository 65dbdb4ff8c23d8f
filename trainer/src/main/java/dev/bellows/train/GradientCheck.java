package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Permutation;
import dev.bellows.data.Purpose;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the gradients of backpropagation with {@linkplain DifferenceQuotient difference
 * quotients} of the loss sum: for the inputs, and for each block of parameters.
 *
 * <p>The entry with the largest gradient and a random sample of the others are compared. An error
 * is relative to the largest gradient in the block, or to a thousandth of the loss sum where that
 * is larger, below which single precision cannot tell. Entries near a kink of the network are left
 * out; the forward pass alone decides which, so that no wrong gradient hides there.
 */
public final class GradientCheck {
  /** More than rounding adds up to; a factor that is wrong by 1 % is ten times as much. */
  public static final double TOLERANCE = 1e-3;

  /** The name of the block of inputs, beside those of {@link Network#blocks}. */
  public static final String INPUTS = "inputs";

  private static final double FLOOR = 1e-3;

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
   * @param skipped entries near a kink, or where the loss is not finite
   * @param largestError relative, of the entries compared; NaN where a number is not finite
   */
  public record Block(String name, int checked, int skipped, double largestError) {
    /** Whether entries were compared, and all of them are right. */
    public boolean passes() {
      return checked > 0 && largestError <= TOLERANCE;
    }
  }

  /**
   * Checks the gradients of a training pass over the rows of {@code batch}: some rows will do, at
   * least 3.
   *
   * @param parameters at which point; not written to
   * @param entries to compare in each block, at the most
   * @param seed of the sample and of dropout
   */
  public static List<Block> check(
      Network network, Loss loss, float[] parameters, Batch batch, int entries, long seed) {
    DifferenceQuotient quotient = new DifferenceQuotient(network, loss, parameters, batch, seed);
    GradientCheck check = new GradientCheck(quotient, entries, seed);
    float[] gradient = quotient.parameterGradient();
    List<Block> blocks = new ArrayList<>();
    for (Network.Block block : network.blocks()) {
      int size = block.parameter().size();
      blocks.add(
          check.compare(block.name(), quotient.parameters(), gradient, block.offset(), size));
    }
    float[] inputs = quotient.inputs();
    blocks.add(check.compare(INPUTS, inputs, quotient.inputGradient(), 0, inputs.length));
    return blocks;
  }

  private Block compare(String name, float[] values, float[] gradient, int from, int size) {
    int steepest = steepest(gradient, from, size);
    double largest = Math.max(FLOOR * Math.abs(quotient.loss()), Math.abs(gradient[steepest]));
    double largestDifference = 0;
    int checked = 0;
    int skipped = 0;
    for (int entry : sample(steepest, from, size)) {
      double slope = quotient.slope(values, entry);
      if (Double.isNaN(slope)) {
        skipped++;
      } else {
        checked++;
        largest = Math.max(largest, Math.abs(slope));
        largestDifference = Math.max(largestDifference, Math.abs(gradient[entry] - slope));
      }
    }
    double error = largest == 0 ? 0 : largestDifference / largest;
    return new Block(name, checked, skipped, error);
  }

  private static int steepest(float[] gradient, int from, int size) {
    int steepest = from;
    for (int i = from; i < from + size; i++) {
      if (!(Math.abs(gradient[i]) <= Math.abs(gradient[steepest]))) {
        steepest = i;
      }
    }
    return steepest;
  }

  /** The steepest entry, and others drawn without repetition. */
  private int[] sample(int steepest, int from, int size) {
    Permutation order = new Permutation(size, Purpose.GRADIENT_CHECK.key(seed, from, size));
    IntStream others =
        IntStream.range(0, Math.min(size, entries)).map(order::apply).map(i -> from + i);
    return IntStream.concat(IntStream.of(steepest), others).distinct().limit(entries).toArray();
  }
}
