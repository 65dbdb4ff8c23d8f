package dev.bellows.nn;

import dev.bellows.data.Shape;

/**
 * An activation as a layer of its own, for where it does not follow a layer's sums at once: behind
 * batch normalisation, say. {@code x} and {@code y: rows × inputs}, of any shape; the last
 * dimension are the units.
 */
public final class ActivationLayer implements Layer {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final Shape shape;
  private final int units;
  private final int groups; // of units, in a row

  /**
   * The layer before its input is known.
   *
   * @param activation what is applied
   */
  public record Spec(Activation activation) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      activation = activation == null ? new PointwiseActivation.Identity() : activation;
    }

    @Override
    public String name() {
      return "activation";
    }

    @Override
    public String summary() {
      return activation.name();
    }

    @Override
    public ActivationLayer build(Shape input) {
      return new ActivationLayer(input, this);
    }
  }

  private ActivationLayer(Shape input, Spec spec) {
    if (!(spec.activation() instanceof PointwiseActivation)) {
      Sizes.checkNoImage(
          input, spec.activation().name() + " takes features, or those of each step; flatten it");
    }
    this.spec = spec;
    this.shape = input;
    this.units = input.last();
    this.groups = input.size() / units;
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
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return spec.activation().piece(y, pass.rows() * shape.size());
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    System.arraycopy(x, xOffset, y, 0, pass.rows() * shape.size());
    spec.activation().forward(y, pass.rows() * groups, units);
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
    if (dx == null) {
      return;
    }
    int length = pass.rows() * shape.size();
    float[] z = null;
    if (spec.activation().needsInput()) {
      z = pass.floats(0, length);
      System.arraycopy(x, xOffset, z, 0, length);
    }
    spec.activation().backward(z, y, dy, pass.rows() * groups, units);
    System.arraycopy(dy, 0, dx, 0, length);
  }
}
