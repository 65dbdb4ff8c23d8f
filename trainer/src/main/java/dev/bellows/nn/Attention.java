package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Multi-head self-attention (Vaswani et al., 2017): each step asks (q) all steps of its row (k) and
 * takes from those that answer (v).
 *
 * <pre>
 * q, k, v = x W_qkvᵀ + b_qkv        x, y        rows × steps × units
 * y = o W_outᵀ + b_out              weight-qkv  3·units × units, bias-qkv 3·units
 *                                   weight-out  units × units,   bias-out units
 * </pre>
 *
 * <p>Each head computes its {@code units / heads} columns of o as a {@link ScaledDotProduct}. A
 * step beyond its row's length is not looked at, and its output is zero. Weights lie as those of
 * PyTorch's {@code nn.MultiheadAttention} do.
 */
public final class Attention implements Layer {
  private static final long serialVersionUID = 1;
  private static final Initializer GLOROT = new Initializer.Glorot();
  private static final int QKV = 0;
  private static final int PROBABILITIES = 1;
  private static final int OUTPUT = 2; // o
  private static final int KEPT = 3; // probabilities after dropout
  private static final int OUTPUT_GRADIENT = 4;
  private static final int QKV_GRADIENT = 5;
  private static final int PROBABILITY_GRADIENT = 6; // of one head

  private final Spec spec;
  private final Shape shape;
  private final int steps;
  private final int units;
  private final int heads;
  private final ScaledDotProduct head;
  private final LinearMap toQkv;
  private final LinearMap toOutput;

  /** Which steps a step may look at. */
  public enum Mask {
    /** All of its row. */
    NONE,
    /** Itself and those before it. */
    CAUSAL
  }

  /**
   * The layer before its input is known.
   *
   * @param heads must divide the units; at least 1
   * @param mask null for none
   * @param dropout the probability of a zero among the probabilities while training, in [0, 1)
   */
  public record Spec(Integer heads, Mask mask, double dropout) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      Sizes.checkAtLeast(1, "heads", heads);
      mask = mask == null ? Mask.NONE : mask;
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException(
            "Invalid dropout: %s (attention): must be ≥ 0 and < 1".formatted(dropout));
      }
    }

    /** Without dropout. */
    public Spec(Integer heads, Mask mask) {
      this(heads, mask, 0);
    }

    @Override
    public boolean isRandom() {
      return dropout > 0;
    }

    @Override
    public String name() {
      return "attention";
    }

    @Override
    public Attention build(Shape input) {
      return new Attention(input, this);
    }
  }

  private Attention(Shape input, Spec spec) {
    Sizes.checkSequence(input);
    this.spec = spec;
    this.shape = input;
    this.steps = input.dimension(0);
    this.units = input.dimension(1);
    this.heads = Sizes.atLeast(1, "heads", spec.heads());
    if (units % heads != 0) {
      throw new IllegalArgumentException(
          "Invalid heads: %d: must divide the %d features of a step".formatted(heads, units));
    }
    this.head = new ScaledDotProduct(units, units / heads, spec.mask());
    this.toQkv = new LinearMap(units, 3 * units);
    this.toOutput = new LinearMap(units, units);
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight-qkv", List.of(3 * units, units), Parameter.Penalty.PENALIZED),
        new Parameter("bias-qkv", List.of(3 * units), Parameter.Penalty.FREE),
        new Parameter("weight-out", List.of(units, units), Parameter.Penalty.PENALIZED),
        new Parameter("bias-out", List.of(units), Parameter.Penalty.FREE));
  }

  private int qkvBias(int offset) {
    return offset + toQkv.size();
  }

  private int outputWeight(int offset) {
    return qkvBias(offset) + 3 * units;
  }

  private int outputBias(int offset) {
    return outputWeight(offset) + toOutput.size();
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    Arrays.fill(parameters, offset, offset + parameterCount(), 0);
    for (int block = 0; block < 3; block++) {
      fill(parameters, offset + block * units * units, CounterRandom.key(key, block));
    }
    fill(parameters, outputWeight(offset), CounterRandom.key(key, 3));
  }

  private void fill(float[] parameters, int offset, long key) {
    GLOROT.fill(parameters, offset, WeightShape.dense(units, units), key);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int n = pass.rows() * steps;
    float[] qkv = pass.floats(QKV, 3L * n * units);
    toQkv.fillRows(n, parameters, qkvBias(offset), qkv);
    toQkv.addProduct(n, parameters, offset, x, xOffset, qkv, 0);
    float[] output = pass.floats(OUTPUT, n * units);
    long each = (long) steps * steps; // numbers of a head
    float[] p = pass.floats(PROBABILITIES, pass.isTraining() ? each * pass.rows() * heads : each);
    float[] kept = isDropping(pass) ? pass.floats(KEPT, each * pass.rows() * heads) : p;
    for (int row = 0; row < pass.rows(); row++) {
      int length = pass.length(row, steps);
      for (int i = 0; length > 0 && i < heads; i++) {
        int at = pass.isTraining() ? (row * heads + i) * steps * steps : 0;
        head.probabilities(length, qkv, q(row, i), p, at);
        if (kept != p) {
          drop(pass.key(), p, kept, at, length * length);
        }
        head.output(length, kept, at, qkv, q(row, i), output, o(row, i));
      }
    }
    pass.zeroPadding(output, steps, units);
    toOutput.fillRows(n, parameters, outputBias(offset), y);
    toOutput.addProduct(n, parameters, outputWeight(offset), output, 0, y, 0);
    pass.zeroPadding(y, steps, units);
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
    int n = pass.rows() * steps;
    pass.zeroPadding(dy, steps, units);
    toOutput.weightGradient(n, pass.floats(OUTPUT, 0), 0, dy, 0, gradient, outputWeight(offset));
    toOutput.biasGradient(n, dy, gradient, outputBias(offset));
    float[] output = pass.floats(OUTPUT_GRADIENT, n * units);
    Arrays.fill(output, 0, n * units, 0);
    toOutput.addInputGradient(n, parameters, outputWeight(offset), dy, 0, output, 0);
    float[] qkv = pass.floats(QKV_GRADIENT, 3L * n * units);
    backThroughHeads(pass, output, qkv);
    pass.zeroPadding(qkv, steps, 3 * units);
    toQkv.weightGradient(n, x, xOffset, qkv, 0, gradient, offset);
    toQkv.biasGradient(n, qkv, gradient, qkvBias(offset));
    if (dx != null) {
      Arrays.fill(dx, 0, n * units, 0);
      toQkv.addInputGradient(n, parameters, offset, qkv, 0, dx, 0);
    }
  }

  private void backThroughHeads(LayerPass pass, float[] output, float[] dqkv) {
    float[] qkv = pass.floats(QKV, 0);
    float[] p = pass.floats(PROBABILITIES, 0);
    float[] kept = isDropping(pass) ? pass.floats(KEPT, 0) : p;
    float[] dp = pass.floats(PROBABILITY_GRADIENT, (long) steps * steps);
    for (int row = 0; row < pass.rows(); row++) {
      int length = pass.length(row, steps);
      for (int i = 0; length > 0 && i < heads; i++) {
        int at = pass.isTraining() ? (row * heads + i) * steps * steps : 0;
        if (!pass.isTraining()) { // of which no more than one head's was kept
          head.probabilities(length, qkv, q(row, i), p, at);
        }
        head.outputGradient(length, kept, at, qkv, q(row, i), output, o(row, i), dp, dqkv);
        if (kept != p) {
          keep(kept, at, dp, length * length);
        }
        head.probabilityGradient(length, p, at, qkv, q(row, i), dp, dqkv);
      }
    }
  }

  /** Where the q of a head begins in a row. */
  private int q(int row, int i) {
    return row * steps * 3 * units + i * head.width();
  }

  /** Where the o of a head begins in a row. */
  private int o(int row, int i) {
    return row * steps * units + i * head.width();
  }

  private boolean isDropping(LayerPass pass) {
    return pass.isTraining() && spec.dropout() > 0;
  }

  private void drop(long key, float[] p, float[] kept, int from, int length) {
    float scale = (float) (1 / (1 - spec.dropout()));
    for (int i = from; i < from + length; i++) {
      kept[i] = CounterRandom.uniform(key, i) < spec.dropout() ? 0 : p[i] * scale;
    }
  }

  /**
   * The gradient of p, from that of what was kept of it. Where p itself is 0 it does not matter.
   */
  private void keep(float[] kept, int from, float[] dp, int length) {
    float scale = (float) (1 / (1 - spec.dropout()));
    for (int i = 0; i < length; i++) {
      dp[i] = kept[from + i] == 0 ? 0 : dp[i] * scale;
    }
  }
}
