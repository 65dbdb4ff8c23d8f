package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import dev.bellows.optim.Optimizer;

/**
 * All that a run has to remember between two steps; the driver holds the only one. Whoever has it,
 * the spec and the data can go on and ends with the same bits.
 */
public final class TrainingState {
  private final float[] parameters;
  private final float[][] optimizerState;
  private long step;
  private float[] epochStart;
  private float[] bestParameters;
  private double bestValue = Double.NaN;
  private int bestEpoch = -1;

  /** The state before step 0. */
  public TrainingState(Network network, Optimizer optimizer, long seed) {
    this.parameters = network.initialize(seed);
    this.optimizerState = new float[optimizer.stateSlots()][network.parameterCount()];
  }

  /** The weights, updated in place. */
  public float[] parameters() {
    return parameters;
  }

  /** The optimiser's slots, a float of each for every trained weight; updated in place. */
  public float[][] optimizerState() {
    return optimizerState;
  }

  /** How many steps were taken: the next step's number, counted from 0. */
  public long step() {
    return step;
  }

  /** The value of the early-stopping metric at the best epoch so far; NaN before there is one. */
  public double bestValue() {
    return bestValue;
  }

  /** The best epoch so far by the early-stopping metric, counted from 0; −1 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }

  void stepTaken() {
    step++;
  }

  void beginEpoch() {
    if (epochStart == null) {
      epochStart = new float[parameters.length];
    }
    System.arraycopy(parameters, 0, epochStart, 0, parameters.length);
  }

  /** Goes back to the weights at the beginning of the epoch if those of now are not finite. */
  void restoreFinite() {
    if (!Elementwise.allFinite(parameters, 0, parameters.length)) {
      System.arraycopy(epochStart, 0, parameters, 0, parameters.length);
    }
  }

  void keepBest(int epoch, double value) {
    bestParameters = parameters.clone();
    bestEpoch = epoch;
    bestValue = value;
  }

  void restoreBest() {
    System.arraycopy(bestParameters, 0, parameters, 0, parameters.length);
  }
}
