package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.List;

/**
 * A layer with a mistake: one block of its gradient, or the gradient of its inputs, is multiplied
 * by a factor.
 */
public final class BrokenLayer implements Layer {
  private static final long serialVersionUID = 1;
  private final Layer layer;
  private final int block;
  private final float factor;

  /**
   * @param block the index of the block of parameters; −1 for the inputs
   */
  public BrokenLayer(Layer layer, int block, float factor) {
    this.layer = layer;
    this.block = block;
    this.factor = factor;
  }

  /**
   * A layer that will be built with a mistake.
   *
   * @param block the index of the block of parameters; −1 for the inputs
   */
  public record Spec(LayerSpec layer, int block, float factor) implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public Layer build(Shape input) {
      return new BrokenLayer(layer.build(input), block, factor);
    }
  }

  @Override
  public LayerSpec spec() {
    return new Spec(layer.spec(), block, factor);
  }

  @Override
  public Shape inputShape() {
    return layer.inputShape();
  }

  @Override
  public Shape outputShape() {
    return layer.outputShape();
  }

  @Override
  public List<Parameter> parameters() {
    return layer.parameters();
  }

  @Override
  public List<Statistic> statistics() {
    return layer.statistics();
  }

  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return layer.piece(pass, x, xOffset, y);
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    layer.initialize(parameters, offset, key);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    layer.forward(pass, parameters, offset, x, xOffset, y);
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
    layer.backward(pass, parameters, offset, x, xOffset, y, dy, dx, gradient);
    if (block < 0) {
      if (dx != null) {
        scale(dx, 0, pass.rows() * inputs());
      }
    } else {
      int from = offset;
      for (Parameter parameter : parameters().subList(0, block)) {
        from += parameter.size();
      }
      scale(gradient, from, parameters().get(block).size());
    }
  }

  private void scale(float[] values, int from, int length) {
    for (int i = from; i < from + length; i++) {
      values[i] *= factor;
    }
  }
}
