package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import dev.bellows.optim.Plateau;

/**
 * All that a run has to remember between two steps; the driver holds the only one. Whoever has it,
 * the spec and the data can go on and ends with the same bits.
 */
public final class TrainingState {
  private final int length; // of what is trained; statistics lie behind it
  private final float[] parameters;
  private final float[] average;
  private final float[][] optimizerState;
  private Plateau.State plateau = Plateau.State.INITIAL;
  private long step;
  private float[] epochStart;
  private float[] bestWeights;
  private double bestValue = Double.NaN;
  private int bestEpoch = -1;

  /** The state before step 0. */
  public TrainingState(Network network, TrainingPlan plan, long seed) {
    this.length = network.parameterCount();
    this.parameters = network.initialize(seed);
    this.average = plan.averaging() > 0 ? parameters.clone() : null;
    this.optimizerState = new float[plan.optimizer().stateSlots()][length];
  }

  /** What is trained, and the statistics behind it; updated in place. */
  public float[] parameters() {
    return parameters;
  }

  /** The mean of the weights over the steps, updated in place; null where nobody asks for it. */
  float[] average() {
    return average;
  }

  /**
   * What is evaluated and, in the end, written: the averaged weights where there are some, with the
   * statistics of now, else {@link #parameters}.
   */
  public float[] weights() {
    if (average == null) {
      return parameters;
    }
    System.arraycopy(parameters, length, average, length, parameters.length - length);
    return average;
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

  /** How often training came to a plateau, where the schedule asks. */
  public Plateau.State plateau() {
    return plateau;
  }

  void plateau(Plateau.State after) {
    plateau = after;
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
    bestWeights = weights().clone();
    bestEpoch = epoch;
    bestValue = value;
  }

  /** Makes the best weights those of now. */
  void restoreBest() {
    System.arraycopy(bestWeights, length, parameters, length, parameters.length - length);
    System.arraycopy(bestWeights, 0, weights(), 0, parameters.length);
  }
}
