package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;
import java.util.List;

/**
 * A residual block: {@code y = x + f(x)}, where f is a network of its own that keeps the shape (He,
 * Zhang, Ren and Sun, 2016). A transformer's encoder is two of them: layer normalisation and
 * attention, then layer normalisation and two dense layers.
 */
public final class Residual implements Layer {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final Network inner;

  /**
   * The block before its input is known.
   *
   * @param layers of f, first to last
   */
  public record Spec(List<LayerSpec> layers) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      layers = layers == null ? List.of() : List.copyOf(layers);
    }

    @Override
    public boolean isRandom() {
      return layers.stream().anyMatch(LayerSpec::isRandom);
    }

    @Override
    public String name() {
      return "residual";
    }

    @Override
    public boolean mixesRows() {
      return layers.stream().anyMatch(LayerSpec::mixesRows);
    }

    @Override
    public Residual build(Shape input) {
      return new Residual(input, this);
    }
  }

  private Residual(Shape input, Spec spec) {
    this.spec = spec;
    this.inner = new Network(input, spec.layers());
    if (inner.layers().get(0).tellsLengths()) {
      throw new IllegalArgumentException(
          "its layer %s tells how long rows are, and must be the first of the whole network"
              .formatted(inner.layers().get(0).name()));
    }
    if (!inner.outputShape().equals(input)) {
      throw new IllegalArgumentException(
          "its layers make %s of %s: what is added to its input must have the same shape"
              .formatted(inner.outputShape(), input));
    }
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return inner.inputShape();
  }

  @Override
  public Shape outputShape() {
    return inner.outputShape();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.blocks().stream()
        .map(
            block ->
                new Parameter(block.name(), block.parameter().shape(), block.parameter().penalty()))
        .toList();
  }

  @Override
  public List<Statistic> statistics() {
    return inner.statistics().stream().map(block -> block.statistic().named(block.name())).toList();
  }

  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return inner.piece(pass.inner(inner), x, xOffset);
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    inner.initialize(parameters, offset, layer -> CounterRandom.key(key, layer));
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int length = pass.rows() * inner.inputs();
    float[] added =
        inner.forward(
            pass.inner(inner), pass.pass(), parameters, offset, pass.statistics(), x, xOffset);
    System.arraycopy(x, xOffset, y, 0, length);
    Elementwise.add(y, 0, added, 0, length);
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
    int length = pass.rows() * inner.inputs();
    Workspace workspace = pass.inner(inner);
    System.arraycopy(dy, 0, workspace.outputGradient(), 0, length);
    inner.backward(workspace, parameters, offset, x, xOffset, dx, gradient, Network.UNHEARD);
    if (dx != null) {
      Elementwise.add(dx, 0, dy, 0, length);
    }
  }
}
