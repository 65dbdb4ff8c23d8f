package dev.bellows.optim;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Sums;
import java.util.Arrays;

/**
 * L-BFGS (Liu and Nocedal, 1989): Newton's direction by an inverse Hessian that is known from how
 * the gradient changed in the last steps, and a {@linkplain StrongWolfe line search} along it. Each
 * step takes all rows. State: for each step that is remembered, {@code s = w′ − w} and {@code y =
 * g′ − g}, newest first.
 *
 * @param history steps that are remembered, at least 1
 * @param tolerance the gradient's norm, relative to the loss where that is above 1, at which
 *     training has converged; at least 0
 */
public record Lbfgs(int history, double tolerance) implements Optimizer {
  /** A pair whose curvature is less than this share of ‖y‖² tells nothing. */
  private static final double LEAST_CURVATURE = 1e-10;

  public Lbfgs {
    if (history < 1) {
      throw new IllegalArgumentException("Invalid history: %d: must be ≥ 1".formatted(history));
    }
    Constants.checkNotNegative("tolerance", tolerance);
  }

  @Override
  public String name() {
    return "lbfgs";
  }

  /** The first length that a line search tries, of Newton's step. */
  @Override
  public double usualLearningRate() {
    return 1;
  }

  @Override
  public int stateSlots() {
    return 2 * history;
  }

  @Override
  public boolean isFullBatch() {
    return true;
  }

  /** Whether a gradient is as small as was asked for. */
  public boolean isConverged(double loss, double gradientNorm) {
    return gradientNorm <= tolerance * Math.max(1, Math.abs(loss));
  }

  /** Whether no step is remembered. */
  public boolean isForgotten(float[][] state) {
    return curvature(state, 0) == 0;
  }

  /** Forgets all steps. */
  public void forget(float[][] state) {
    for (float[] slot : state) {
      Arrays.fill(slot, 0);
    }
  }

  /**
   * Remembers a step, in place of the oldest, unless the gradient did not grow along it.
   *
   * @param state updated
   * @param from the weights before
   * @param to the weights after
   * @param gradientFrom the gradient before
   * @param gradientTo the gradient after
   */
  public void remember(
      float[][] state, float[] from, float[] to, float[] gradientFrom, float[] gradientTo) {
    double curvature = 0;
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      double step = to[i] - from[i];
      double growth = gradientTo[i] - gradientFrom[i];
      curvature += step * growth;
      squares += growth * growth;
    }
    if (curvature <= LEAST_CURVATURE * squares) {
      return;
    }
    int last = history - 1;
    float[] s = state[2 * last];
    float[] y = state[2 * last + 1];
    System.arraycopy(state, 0, state, 2, 2 * last);
    state[0] = s;
    state[1] = y;
    for (int i = 0; i < s.length; i++) {
      s[i] = to[i] - from[i];
      y[i] = gradientTo[i] - gradientFrom[i];
    }
  }

  /**
   * Newton's direction {@code −H g}, by the two-loop recursion (Nocedal, 1980); {@code −g} where
   * nothing is remembered.
   *
   * @param direction overwritten
   */
  public void direction(float[][] state, float[] gradient, float[] direction) {
    int length = direction.length;
    double[] along = new double[history];
    double[] curvature = new double[history];
    for (int i = 0; i < length; i++) {
      direction[i] = -gradient[i];
    }
    for (int k = 0; k < history; k++) {
      curvature[k] = curvature(state, k);
      if (curvature[k] > 0) {
        along[k] = dot(state[2 * k], direction, length) / curvature[k];
        add(direction, -along[k], state[2 * k + 1]);
      }
    }
    if (curvature[0] > 0) {
      double squares = Elementwise.sumOfSquares(state[1], 0, length);
      Elementwise.scale(direction, 0, length, (float) (curvature[0] / squares));
    }
    for (int k = history - 1; k >= 0; k--) {
      if (curvature[k] > 0) {
        double across = dot(state[2 * k + 1], direction, length) / curvature[k];
        add(direction, along[k] - across, state[2 * k]);
      }
    }
  }

  /** {@code s · y} of the k-th newest step; 0 where it is not remembered. */
  private static double curvature(float[][] state, int k) {
    return dot(state[2 * k], state[2 * k + 1], state[2 * k].length);
  }

  private static void add(float[] into, double factor, float[] vector) {
    float scale = (float) factor;
    for (int i = 0; i < into.length; i++) {
      into[i] += scale * vector[i];
    }
  }

  private static double dot(float[] a, float[] b, int length) {
    return Sums.products(a, 0, b, 0, length, 0);
  }
}
