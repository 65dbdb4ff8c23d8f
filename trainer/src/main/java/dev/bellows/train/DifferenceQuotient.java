package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Purpose;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Layer;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The slope of the loss sum along one parameter or one input, from forward passes alone: central
 * differences at halved steps, extrapolated to a step of 0 (Ridders, 1982; Press et al., Numerical
 * Recipes, section 5.7). Large steps stand above the rounding of a single-precision pass, and
 * extrapolation removes what they truncate.
 *
 * <p>A step counts only where no output of a layer with kinks changes its side, on either end; if
 * none down to the smallest does, the point is too near to a kink to have a slope.
 */
final class DifferenceQuotient {
  private static final double LARGEST_STEP = 0x1p-1;
  private static final int STEPS = 10;

  private final Network network;
  private final Loss loss;
  private final Batch batch;
  private final Pass pass;
  private final float[] parameters;
  private final float[] inputs;
  private final Workspace workspace;
  private final List<Integer> kinked = new ArrayList<>(); // layers
  private final List<boolean[]> sides = new ArrayList<>(); // of their outputs
  private final float[] parameterGradient;
  private final float[] inputGradient;
  private final double base;

  DifferenceQuotient(Network network, Loss loss, float[] parameters, Batch batch, long seed) {
    this.network = network;
    this.loss = loss;
    this.batch = batch;
    this.pass = new Pass(batch.rows(), Pass.Mode.TRAINING, Purpose.DROPOUT.key(seed));
    this.parameters = parameters.clone();
    int from = batch.inputOffset();
    this.inputs =
        Arrays.copyOfRange(batch.inputs(), from, from + batch.rows() * batch.inputWidth());
    this.workspace = new Workspace(network);
    this.parameterGradient = new float[parameters.length];
    this.inputGradient = new float[inputs.length];
    float[] logits = network.forward(workspace, pass, this.parameters, inputs, 0);
    this.base = loss.gradient(logits, network.outputs(), batch, workspace.outputGradient());
    List<Layer> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (!layers.get(i).isSmooth()) {
        kinked.add(i);
        sides.add(sides(i));
      }
    }
    network.backward(workspace, pass, this.parameters, inputs, 0, inputGradient, parameterGradient);
  }

  /** The loss sum. */
  double loss() {
    return base;
  }

  /** The point: for {@link #slope}. */
  float[] parameters() {
    return parameters;
  }

  /** The point: for {@link #slope}. */
  float[] inputs() {
    return inputs;
  }

  /** Backpropagation's gradient. */
  float[] parameterGradient() {
    return parameterGradient;
  }

  /** Backpropagation's gradient. */
  float[] inputGradient() {
    return inputGradient;
  }

  /**
   * The slope of the loss sum along {@code values[entry]}; NaN near a kink, and where the loss is
   * not finite.
   *
   * @param values {@link #parameters} or {@link #inputs}
   */
  double slope(float[] values, int entry) {
    double step = LARGEST_STEP * Math.max(1, Math.abs(values[entry]));
    double[] previous = new double[0]; // of each order of extrapolation
    double best = Double.NaN;
    double smallestError = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STEPS; i++, step /= 2) {
      double difference = difference(values, entry, step);
      if (!Double.isFinite(difference)) {
        previous = new double[0];
        continue;
      }
      double[] current = new double[previous.length + 1];
      current[0] = difference;
      for (int order = 1; order < current.length; order++) {
        double factor = 1L << (2 * order);
        current[order] = (factor * current[order - 1] - previous[order - 1]) / (factor - 1);
        double error =
            Math.max(
                Math.abs(current[order] - current[order - 1]),
                Math.abs(current[order] - previous[order - 1]));
        if (error < smallestError) {
          smallestError = error;
          best = current[order];
        }
      }
      previous = current;
    }
    return best;
  }

  /** The central difference at one step; NaN where an end lies beyond a kink. */
  private double difference(float[] values, int entry, double step) {
    float value = values[entry];
    float right = (float) (value + step);
    float left = (float) (value - step);
    values[entry] = right;
    double rightLoss = forward();
    boolean straight = isOnTheSameSides();
    values[entry] = left;
    double leftLoss = forward();
    straight &= isOnTheSameSides();
    values[entry] = value;
    return straight ? (rightLoss - leftLoss) / ((double) right - left) : Double.NaN;
  }

  private double forward() {
    return loss.sum(
        network.forward(workspace, pass, parameters, inputs, 0), network.outputs(), batch);
  }

  private boolean isOnTheSameSides() {
    for (int i = 0; i < sides.size(); i++) {
      if (!Arrays.equals(sides(kinked.get(i)), sides.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean[] sides(int layer) {
    float[] output = workspace.output(layer);
    boolean[] above = new boolean[pass.rows() * network.layers().get(layer).outputs()];
    for (int i = 0; i < above.length; i++) {
      above[i] = output[i] > 0;
    }
    return above;
  }
}
