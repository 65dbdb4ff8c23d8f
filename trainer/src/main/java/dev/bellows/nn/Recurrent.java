package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * What recurrent layers share: the state {@code h_t} of a row is computed from {@code x_t Wᵢᵀ + b}
 * and {@code h_{t−1} Wₕᵀ}, with {@code h_0 = 0}, and the gradient goes back through all steps
 * (Werbos, 1990).
 *
 * <pre>
 * x   rows × steps × inputs    weight-ih  gates·units × inputs   Wᵢ, gate after gate
 * y   rows × units,            weight-hh  gates·units × units    Wₕ
 *     or rows × steps × units  bias       sums·units             b
 * </pre>
 *
 * <p>Inside, rows are {@linkplain Packing packed}, n steps in all. Each sum of a cell, which
 * becomes the gate and then the sum's gradient, and each state is an array {@code n × units} of its
 * own: a step's numbers lie side by side in it, at the same indices as in all others, so that loops
 * over them become vector instructions. Gate by gate, the input products of all steps are one
 * product, and so are the gradients of the weights; only the recurrent products go step by step.
 */
abstract sealed class Recurrent implements Layer permits Rnn, Gru, Lstm {
  private static final long serialVersionUID = 1;
  private static final Initializer INPUT_WEIGHTS = new Initializer.Glorot();
  private static final Initializer STATE_WEIGHTS = new Orthogonal(1);

  /** A buffer that a cell may use besides. */
  static final int OTHER = 0;

  private static final int PACKED = 1; // x
  private static final int GRADIENT = 2; // of the state
  private static final int CARRY = 3;
  private static final int TURNED = 4; // weights of the state
  private static final int STATES = 5; // each followed by its value a step before
  private static final int SUMS = 9;

  private final Shape inputShape;
  private final int steps;
  private final int units;
  private final Returns returns;
  private final int gates;
  private final int sums;
  private final int states;
  private final LinearMap fromInputs; // of one gate
  private final LinearMap fromState; // of one gate

  /**
   * A layer for rows of shape {@code input}.
   *
   * @param gates blocks of the weights
   * @param sums of a cell: that of each gate, and others
   * @param states of a cell: the one it gives, and at most one other
   */
  Recurrent(Shape input, Integer units, Returns returns, int gates, int sums, int states) {
    Sizes.checkSequence(input);
    this.inputShape = input;
    this.steps = input.dimension(0);
    this.units = Sizes.atLeast(1, "units", units);
    this.returns = returns;
    this.gates = gates;
    this.sums = sums;
    this.states = states;
    this.fromInputs = new LinearMap(input.dimension(1), units);
    this.fromState = new LinearMap(units, units);
  }

  /** The sum that a gate's recurrent product is added to. */
  int recurrentSum(int gate) {
    return gate;
  }

  /** What the biases of a sum begin as. */
  float initialBias(int sum) {
    return 0;
  }

  /** One step of some rows, from {@code from} to {@code to} in all arrays: sums to states. */
  abstract void stepForward(LayerPass pass, int from, int to);

  /**
   * The same step backwards: {@link #gradient} and {@link #carry} to gradients of the sums, in
   * place, and to what {@link #carry} holds for the step before.
   */
  abstract void stepBackward(LayerPass pass, int from, int to);

  /** A sum, its gate, or its gradient. */
  static float[] sum(LayerPass pass, int sum) {
    return pass.floats(SUMS + sum, 0);
  }

  /** A state; state 0 is what the layer gives. */
  static float[] state(LayerPass pass, int state) {
    return pass.floats(STATES + 2 * state, 0);
  }

  /** The same state of the same rows a step before. */
  static float[] before(LayerPass pass, int state) {
    return pass.floats(STATES + 2 * state + 1, 0);
  }

  /** The gradient with respect to state 0, through y and the recurrent products. */
  static float[] gradient(LayerPass pass) {
    return pass.floats(GRADIENT, 0);
  }

  /** Numbers of state 0 in all steps. */
  int stateSize(LayerPass pass) {
    return new Packing(pass, steps).size() * units;
  }

  /** A gradient that goes from step to step without a product. */
  static float[] carry(LayerPass pass) {
    return pass.floats(CARRY, 0);
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape outputShape() {
    return returns.shape(steps, units);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            "weight-ih", List.of(gates * units, fromInputs.inputs()), Parameter.Penalty.PENALIZED),
        new Parameter("weight-hh", List.of(gates * units, units), Parameter.Penalty.PENALIZED),
        new Parameter("bias", List.of(sums * units), Parameter.Penalty.FREE));
  }

  private int inputWeights(int offset, int gate) {
    return offset + gate * fromInputs.size();
  }

  private int stateWeights(int offset, int gate) {
    return inputWeights(offset, gates) + gate * fromState.size();
  }

  private int bias(int offset, int sum) {
    return stateWeights(offset, gates) + sum * units;
  }

  /**
   * Input weights are Glorot's; a gate's state weights are orthogonal, so that states keep their
   * norm from step to step (Saxe, McClelland and Ganguli, 2014).
   */
  @Override
  public void initialize(float[] parameters, int offset, long key) {
    WeightShape ofInput = WeightShape.dense(units, fromInputs.inputs());
    WeightShape ofState = WeightShape.dense(units, units);
    for (int gate = 0; gate < gates; gate++) {
      int fromInput = inputWeights(offset, gate);
      INPUT_WEIGHTS.fill(parameters, fromInput, ofInput, CounterRandom.key(key, 0, gate));
      int from = stateWeights(offset, gate);
      STATE_WEIGHTS.fill(parameters, from, ofState, CounterRandom.key(key, 1, gate));
    }
    for (int sum = 0; sum < sums; sum++) {
      int from = bias(offset, sum);
      Arrays.fill(parameters, from, from + units, initialBias(sum));
    }
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    Packing packing = new Packing(pass, steps);
    int n = packing.size();
    float[] packed = pass.floats(PACKED, n * fromInputs.inputs());
    packing.pack(x, xOffset, fromInputs.inputs(), packed);
    reserve(pass, n * units);
    for (int sum = 0; sum < sums; sum++) {
      fromState.fillRows(n, parameters, bias(offset, sum), sum(pass, sum));
    }
    for (int gate = 0; gate < gates; gate++) {
      fromInputs.addProduct(
          n, parameters, inputWeights(offset, gate), packed, 0, sum(pass, gate), 0);
    }
    stepByStep(pass, packing, parameters, offset);
    returns.unpack(packing, state(pass, 0), units, y);
  }

  private void stepByStep(LayerPass pass, Packing packing, float[] parameters, int offset) {
    float[] turned = pass.floats(TURNED, gates * fromState.size());
    for (int gate = 0; gate < gates; gate++) {
      fromState.turn(parameters, stateWeights(offset, gate), turned, gate * fromState.size());
    }
    for (int step = 0; step < packing.steps(); step++) {
      int from = packing.start(step) * units;
      remember(pass, packing, step);
      for (int gate = 0; step > 0 && gate < gates; gate++) {
        fromState.addTurnedProduct(
            packing.active(step),
            turned,
            gate * fromState.size(),
            before(pass, 0),
            from,
            sum(pass, recurrentSum(gate)),
            from);
      }
      stepForward(pass, from, packing.start(step + 1) * units);
    }
  }

  private void reserve(LayerPass pass, int length) {
    pass.floats(GRADIENT, length);
    pass.floats(CARRY, length);
    for (int slot = 0; slot < 2 * states; slot++) {
      pass.floats(STATES + slot, length);
    }
    for (int sum = 0; sum < sums; sum++) {
      pass.floats(SUMS + sum, length);
    }
  }

  /** Copies the states of the step before to where this step's numbers are. */
  private void remember(LayerPass pass, Packing packing, int step) {
    int from = packing.start(step) * units;
    int length = packing.active(step) * units;
    for (int state = 0; state < states; state++) {
      float[] before = before(pass, state);
      if (step == 0) {
        Arrays.fill(before, from, from + length, 0);
      } else {
        int source = packing.start(step - 1) * units;
        System.arraycopy(state(pass, state), source, before, from, length);
      }
    }
  }

  @Override
  public void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient) {
    Packing packing = new Packing(pass, steps);
    int n = packing.size();
    backThroughSteps(pass, packing, parameters, offset, dy);
    float[] packed = pass.floats(PACKED, 0);
    for (int gate = 0; gate < gates; gate++) {
      fromInputs.weightGradient(
          n, packed, 0, sum(pass, gate), 0, gradient, inputWeights(offset, gate));
      fromState.weightGradient(
          n,
          before(pass, 0),
          0,
          sum(pass, recurrentSum(gate)),
          0,
          gradient,
          stateWeights(offset, gate));
    }
    for (int sum = 0; sum < sums; sum++) {
      fromState.biasGradient(n, sum(pass, sum), gradient, bias(offset, sum));
    }
    if (dx != null) {
      Arrays.fill(packed, 0, n * fromInputs.inputs(), 0);
      for (int gate = 0; gate < gates; gate++) {
        fromInputs.addInputGradient(
            n, parameters, inputWeights(offset, gate), sum(pass, gate), 0, packed, 0);
      }
      packing.unpack(packed, fromInputs.inputs(), dx);
    }
  }

  private void backThroughSteps(
      LayerPass pass, Packing packing, float[] parameters, int offset, float[] dy) {
    float[] gradient = gradient(pass);
    float[] carry = carry(pass);
    returns.pack(packing, dy, units, gradient);
    Arrays.fill(carry, 0, packing.size() * units, 0);
    for (int step = packing.steps() - 1; step >= 0; step--) {
      int from = packing.start(step) * units;
      int to = packing.start(step + 1) * units;
      stepBackward(pass, from, to);
      if (step > 0) {
        int before = packing.start(step - 1) * units;
        System.arraycopy(carry, from, carry, before, to - from);
        for (int gate = 0; gate < gates; gate++) {
          fromState.addInputGradient(
              packing.active(step),
              parameters,
              stateWeights(offset, gate),
              sum(pass, recurrentSum(gate)),
              from,
              gradient,
              before);
        }
      }
    }
  }
}
