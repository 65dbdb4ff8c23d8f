package dev.bellows.optim;

/**
 * A rule that turns a mean gradient into new weights. It keeps nothing: its state is {@code
 * stateSlots} arrays with a float for every trained parameter, all zero before step 1; each is an
 * array of its own, since the JIT compiler makes vector instructions only where one index serves
 * all arrays.
 *
 * <p>Each parameter is updated from its own numbers alone, so any split into ranges gives the same
 * bits; a layerwise rule looks at a whole block of a layer at once, and its ranges are blocks.
 */
public interface UpdateRule extends Optimizer {
  /** λ, the decoupled weight decay of weights; biases have none. */
  double weightDecay();

  /** Whether a range must be one whole block, a weight or a bias of one layer. */
  default boolean isLayerwise() {
    return false;
  }

  /**
   * Updates the parameters {@code from … to − 1}.
   *
   * @param step of this update, counted from 1
   * @param learningRate η of this step, from the schedule
   * @param decay λ, the decoupled weight decay of this range (Loshchilov and Hutter, 2019): {@code
   *     w ← (1 − ηλ) w} goes before the rule; 0 for none
   * @param parameters {@code n}, updated
   * @param gradient {@code n}, of the mean loss; a layerwise rule may overwrite its range
   * @param state {@code stateSlots × n}, updated
   */
  void update(
      long step,
      double learningRate,
      double decay,
      float[] parameters,
      float[] gradient,
      float[][] state,
      int from,
      int to);
}
