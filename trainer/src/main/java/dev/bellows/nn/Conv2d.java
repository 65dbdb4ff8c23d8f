package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Blas;
import dev.bellows.linalg.Sums;
import java.util.Arrays;
import java.util.List;

/**
 * A two-dimensional convolution: each filter slides over an image and gives, in each window, {@code
 * activation(Σ W · pixels + b)}, summed over all channels (LeCun et al., 1989). As everywhere in
 * the field the kernel is not flipped.
 *
 * <pre>
 * x     rows × channels × height × width
 * W     filters × channels × kernel height × kernel width        b  filters
 * z, y  rows × filters × output height × output width
 * output height = ⌊(height + 2 padding − kernel height) / stride⌋ + 1, and so the width
 * </pre>
 *
 * <p>Image by image, so that it stays in the cache, the pixels are laid out as {@link Strips}; then
 * the three products are, for each q of theirs and {@code n} windows,
 *
 * <pre>
 * forward   zᵀ [n × filters]      += strips_q [n × depth] · W_qᵀ [depth × filters]
 * weights   dW_qᵀ [depth × filters] += strips_qᵀ [depth × n] · dzᵀ [n × filters]
 * inputs    dstrips_q [n × depth] += dzᵀ [n × filters] · W_q [filters × depth]
 * </pre>
 */
public final class Conv2d implements Layer {
  private static final long serialVersionUID = 1;
  private static final int STRIPS = 0;
  private static final int WEIGHTS = 1;
  private static final int WEIGHT_GRADIENT = 2;
  private static final int STRIP_GRADIENT = 3;
  private static final int SUMS = 4; // z

  private final Spec spec;
  private final Shape inputShape;
  private final Shape outputShape;
  private final Strips strips;
  private final PointwiseActivation activation;
  private final int filters;
  private final int windows;

  /**
   * A convolution before its input is known.
   *
   * @param filters channels of the output; at least 1
   * @param kernel height and width of a filter
   * @param stride pixels from one window to the next; null for 1
   * @param padding zeros around the image; null for none
   * @param activation of each number alone; null for the identity
   * @param initializer of W; null for the {@linkplain Initializer#usual usual one}
   */
  public record Spec(
      Integer filters,
      Extent kernel,
      Extent stride,
      Padding padding,
      Activation activation,
      Initializer initializer)
      implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      stride = stride == null ? Extent.square(1) : stride;
      padding = padding == null ? Padding.VALID : padding;
      activation = activation == null ? new PointwiseActivation.Identity() : activation;
    }

    @Override
    public String name() {
      return "conv2d";
    }

    @Override
    public Conv2d build(Shape input) {
      return new Conv2d(input, this);
    }
  }

  private Conv2d(Shape input, Spec spec) {
    this.filters = Sizes.atLeast(1, "filters", spec.filters());
    if (!(spec.activation() instanceof PointwiseActivation pointwise)) {
      throw new IllegalArgumentException(
          "Invalid activation: %s: a convolution needs one that acts on each number alone"
              .formatted(spec.activation().name()));
    }
    Windows sliding = Windows.of(input, "kernel", spec.kernel(), spec.stride(), spec.padding());
    this.spec = spec;
    this.inputShape = input;
    this.outputShape = sliding.shape(filters);
    this.strips = new Strips(input.dimension(0), sliding);
    this.activation = pointwise;
    this.windows = sliding.count();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape outputShape() {
    return outputShape;
  }

  @Override
  public List<Parameter> parameters() {
    Extent kernel = spec.kernel();
    List<Integer> shape =
        List.of(filters, inputShape.dimension(0), kernel.height(), kernel.width());
    return List.of(
        new Parameter("weight", shape, Parameter.Penalty.PENALIZED),
        new Parameter("bias", List.of(filters), Parameter.Penalty.FREE));
  }

  private int weights() {
    return filters * strips.depth() * strips.products();
  }

  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return activation.piece(y, pass.rows() * outputs());
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    int places = spec.kernel().height() * spec.kernel().width();
    int fanIn = places * inputShape.dimension(0);
    WeightShape shape = new WeightShape(filters, fanIn, fanIn, places * filters);
    Initializer.usual(spec.initializer(), activation).fill(parameters, offset, shape, key);
    Arrays.fill(parameters, offset + weights(), offset + weights() + filters, 0);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    float[] lowered = pass.floats(STRIPS, strips.size());
    float[] weights = pass.floats(WEIGHTS, weights());
    float[] sums = sums(pass);
    strips.arrange(parameters, offset, filters, weights);
    for (int row = 0; row < pass.rows(); row++) {
      int z = row * outputs();
      for (int filter = 0; filter < filters; filter++) {
        float bias = parameters[offset + weights() + filter];
        Arrays.fill(y, z + filter * windows, z + (filter + 1) * windows, bias);
      }
      strips.fill(x, xOffset + row * inputs(), lowered);
      addProducts(lowered, weights, y, z);
      if (sums != null) {
        System.arraycopy(y, z, sums, z, outputs());
      }
      activation.forwardRange(y, z, z + outputs());
    }
  }

  /** A copy of z, for an activation that needs it. */
  private float[] sums(LayerPass pass) {
    return activation.needsInput() ? pass.floats(SUMS, pass.rows() * outputs()) : null;
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
    float[] sums = sums(pass);
    float[] lowered = pass.floats(STRIPS, strips.size());
    float[] weightGradient = pass.floats(WEIGHT_GRADIENT, weights());
    Arrays.fill(weightGradient, 0, weights(), 0);
    Arrays.fill(gradient, offset + weights(), offset + weights() + filters, 0);
    for (int row = 0; row < pass.rows(); row++) {
      int dz = row * outputs();
      activation.backwardRange(sums, y, dy, dz, dz + outputs());
      strips.fill(x, xOffset + row * inputs(), lowered);
      addWeightGradient(lowered, dy, dz, weightGradient);
      for (int filter = 0; filter < filters; filter++) {
        int from = dz + filter * windows;
        gradient[offset + weights() + filter] += (float) Sums.sum(dy, from, from + windows);
      }
      if (dx != null) {
        addInputGradient(pass, dy, dz, dx, row * inputs());
      }
    }
    strips.restore(weightGradient, filters, gradient, offset);
  }

  private void addProducts(float[] lowered, float[] weights, float[] y, int z) {
    int depth = strips.depth();
    for (int q = 0; q < strips.products(); q++) {
      Blas.sgemm(
          "N",
          "N",
          windows,
          filters,
          depth,
          1,
          lowered,
          strips.offset(q),
          strips.length(),
          weights,
          q * filters * depth,
          depth,
          1,
          y,
          z,
          windows);
    }
  }

  private void addWeightGradient(float[] lowered, float[] dy, int dz, float[] weightGradient) {
    int depth = strips.depth();
    for (int q = 0; q < strips.products(); q++) {
      Blas.sgemm(
          "T",
          "N",
          depth,
          filters,
          windows,
          1,
          lowered,
          strips.offset(q),
          strips.length(),
          dy,
          dz,
          windows,
          1,
          weightGradient,
          q * filters * depth,
          depth);
    }
  }

  /** With the weights that the forward pass arranged. */
  private void addInputGradient(LayerPass pass, float[] dy, int dz, float[] dx, int to) {
    float[] weights = pass.floats(WEIGHTS, weights());
    float[] lowered = pass.floats(STRIP_GRADIENT, strips.size());
    Arrays.fill(lowered, 0, strips.size(), 0);
    int depth = strips.depth();
    for (int q = 0; q < strips.products(); q++) {
      Blas.sgemm(
          "N",
          "T",
          windows,
          depth,
          filters,
          1,
          dy,
          dz,
          windows,
          weights,
          q * filters * depth,
          depth,
          1,
          lowered,
          strips.offset(q),
          strips.length());
    }
    Arrays.fill(dx, to, to + inputs(), 0);
    strips.add(lowered, dx, to);
  }
}
