package dev.bellows.train;

import dev.bellows.data.DataException;
import dev.bellows.linalg.Lapack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Solves a linear network, one dense layer with the identity and mean squared error, in closed
 * form:
 *
 * <pre>
 * (Xᵀ W X + λ/2 · outputs · Σw · I) β = Xᵀ W Y,    b = ȳ − x̄ β
 * </pre>
 *
 * with columns centred by their weighted means. That is where gradient descent on the same loss and
 * L2 penalty ends up. The Gram matrix is summed shard by shard in double precision, scaled to
 * correlations, and solved by LAPACK's QR with column pivoting (dgelsy), which tells its rank:
 * while it has a condition number above 10¹⁰, the columns that come last are dropped and have
 * weight 0. Beyond that, weights cancel each other in more digits than a float has.
 */
public final class NormalEquations {
  /** Inputs and targets together: a matrix of this size has 128 MiB. */
  static final int MAX_WIDTH = 4096;

  private static final double TOLERANCE = 1e-10;

  private final int inputs;
  private final int outputs;
  private final double l2;

  /**
   * @param inputs of the layer
   * @param outputs of the layer
   * @param l2 penalty on weights, at least 0, as {@link dev.bellows.optim.Regularization} has it
   * @throws DataException if the Gram matrix would be too large
   */
  public NormalEquations(int inputs, int outputs, double l2) {
    if (inputs + outputs > MAX_WIDTH) {
      throw new DataException(
          "Cannot solve in closed form: %,d inputs and %,d outputs: more than %,d in all; use fewer columns, or an optimizer instead of normal-equations"
              .formatted(inputs, outputs, MAX_WIDTH));
    }
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException("Invalid l2: %s: must be ≥ 0".formatted(l2));
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.l2 = l2;
  }

  /** What was found. */
  public static final class Solution {
    private final float[] parameters;
    private final List<Integer> dropped;

    private Solution(float[] parameters, List<Integer> dropped) {
      this.parameters = parameters;
      this.dropped = List.copyOf(dropped);
    }

    /** Of the network: weight, {@code outputs × inputs}, then bias. */
    public float[] parameters() {
      return parameters;
    }

    /** Inputs, ascending, that are constant or that others explain. */
    public List<Integer> dropped() {
      return dropped;
    }
  }

  /**
   * Solves for the training rows of {@code engine}.
   *
   * @throws IllegalStateException if there is no row, or the weights are all 0
   */
  public Solution solve(Engine engine) {
    GramSum sum = engine.sum(GramSum::of, GramSum::merge);
    if (sum == null || sum.weight() == 0) {
      throw new IllegalStateException("Cannot solve in closed form: no training row has a weight");
    }
    double penalty = l2 / 2 * outputs * sum.weight();
    double[] scale = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      scale[i] = Math.sqrt(sum.square(i, i) + penalty);
    }
    int[] kept = IntStream.range(0, inputs).filter(i -> varies(sum, i)).toArray();
    while (true) {
      double[] correlations = correlations(sum, kept, scale);
      double[] solution = rightHandSides(sum, kept, scale);
      int[] pivots = new int[kept.length];
      int rank = rank(correlations, solution, pivots);
      if (rank == kept.length) {
        return new Solution(parameters(sum, kept, scale, solution), dropped(kept));
      }
      int[] all = kept;
      kept = Arrays.stream(pivots, 0, rank).map(pivot -> all[pivot - 1]).sorted().toArray();
    }
  }

  /** Whether a column has more than the rounding of its mean. */
  private static boolean varies(GramSum sum, int i) {
    double mean = sum.mean(i);
    return sum.square(i, i) > 1e-20 * mean * mean * sum.weight();
  }

  /** {@code kept × kept}. */
  private static double[] correlations(GramSum sum, int[] kept, double[] scale) {
    int size = kept.length;
    double[] correlations = new double[size * size];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < size; i++) {
        correlations[j * size + i] =
            i == j ? 1 : sum.square(kept[i], kept[j]) / scale[kept[i]] / scale[kept[j]];
      }
    }
    return correlations;
  }

  /** {@code kept × outputs}, column-major. */
  private double[] rightHandSides(GramSum sum, int[] kept, double[] scale) {
    double[] sides = new double[kept.length * outputs];
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < kept.length; i++) {
        sides[output * kept.length + i] = sum.square(kept[i], inputs + output) / scale[kept[i]];
      }
    }
    return sides;
  }

  /** Solves, as far as the rank goes, and returns it. */
  private int rank(double[] correlations, double[] solution, int[] pivots) {
    int size = pivots.length;
    return size == 0
        ? 0
        : Lapack.dgelsy(size, size, outputs, correlations, size, solution, size, pivots, TOLERANCE);
  }

  private float[] parameters(GramSum sum, int[] kept, double[] scale, double[] solution) {
    float[] parameters = new float[outputs * inputs + outputs];
    for (int output = 0; output < outputs; output++) {
      double bias = sum.mean(inputs + output);
      for (int i = 0; i < kept.length; i++) {
        double weight = solution[output * kept.length + i] / scale[kept[i]];
        parameters[output * inputs + kept[i]] = (float) weight;
        bias -= weight * sum.mean(kept[i]);
      }
      parameters[outputs * inputs + output] = (float) bias;
    }
    return parameters;
  }

  private List<Integer> dropped(int[] kept) {
    boolean[] isKept = new boolean[inputs];
    Arrays.stream(kept).forEach(i -> isKept[i] = true);
    List<Integer> dropped = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      if (!isKept[i]) {
        dropped.add(i);
      }
    }
    return dropped;
  }
}
