package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Purpose;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.util.Arrays;

/**
 * The slope of the loss sum along one parameter or one input, from forward passes alone.
 *
 * <p>A pass in single precision rounds, so a small step drowns in rounding and a large one bends.
 * Central differences {@code L(v + h) − L(v − h)} are taken at many steps h, and {@code 2 (g h + c
 * h³ + d h⁵)} is fitted to each window of neighbouring steps by least squares: bending goes into c
 * and d, rounding is averaged out, and the residuals give the standard error of g. The window with
 * the smallest error is believed.
 *
 * <p>A step counts only where both ends lie on the same smooth {@linkplain Network#piece piece}.
 */
final class DifferenceQuotient {
  private static final double LARGEST_STEP = 0.5;
  private static final double RATIO = Math.sqrt(0.5);
  private static final int STEPS = 22;
  private static final int WINDOW = 8;

  private final Network network;
  private final Loss loss;
  private final Batch batch;
  private final Pass pass;
  private final float[] parameters;
  private final float[] inputs;
  private final Workspace workspace;
  private final float[] parameterGradient;
  private final float[] inputGradient;
  private final double base;
  private final long piece;

  DifferenceQuotient(
      Network network, Loss loss, float[] parameters, Batch batch, Pass.Mode mode, long seed) {
    this.network = network;
    this.loss = loss;
    this.batch = batch;
    this.pass = new Pass(batch.rows(), mode, Purpose.DROPOUT.key(seed));
    this.parameters = parameters.clone();
    int from = batch.inputOffset();
    this.inputs =
        Arrays.copyOfRange(batch.inputs(), from, from + batch.rows() * batch.inputWidth());
    this.workspace = new Workspace(network);
    this.parameterGradient = new float[parameters.length];
    this.inputGradient = new float[inputs.length];
    float[] logits = network.forward(workspace, pass, this.parameters, inputs, 0);
    this.base = loss.gradient(logits, network.outputs(), batch, workspace.outputGradient());
    this.piece = network.piece(workspace, inputs, 0);
    network.backward(workspace, this.parameters, inputs, 0, inputGradient, parameterGradient);
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
   * The slope of the loss sum along {@code values[entry]}; its error is infinite where no window of
   * steps is free of kinks, or the loss is not finite.
   *
   * @param values {@link #parameters} or {@link #inputs}
   */
  OddFit slope(float[] values, int entry) {
    double[] steps = new double[STEPS];
    double[] differences = new double[STEPS];
    double step = LARGEST_STEP * Math.max(1, Math.abs(values[entry]));
    OddFit best = OddFit.NONE;
    for (int i = 0; i < STEPS; i++, step *= RATIO) {
      float right = (float) (values[entry] + step);
      float left = (float) (values[entry] - step);
      steps[i] = ((double) right - left) / 2;
      differences[i] = difference(values, entry, left, right);
      if (i >= WINDOW - 1) {
        OddFit fit = OddFit.of(steps, differences, i + 1 - WINDOW, i + 1);
        best = fit.error() < best.error() ? fit : best;
      }
    }
    return best;
  }

  /** The loss at {@code right} less that at {@code left}; NaN where one lies beyond a kink. */
  private double difference(float[] values, int entry, float left, float right) {
    float value = values[entry];
    values[entry] = right;
    double rightLoss = forward();
    boolean straight = isOnTheSamePiece();
    values[entry] = left;
    double leftLoss = forward();
    straight &= isOnTheSamePiece();
    values[entry] = value;
    return straight ? rightLoss - leftLoss : Double.NaN;
  }

  private double forward() {
    return loss.sum(
        network.forward(workspace, pass, parameters, inputs, 0), network.outputs(), batch);
  }

  private boolean isOnTheSamePiece() {
    return network.piece(workspace, inputs, 0) == piece;
  }
}
