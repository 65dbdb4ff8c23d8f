package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.List;

/** Layers in a row as one layer, for those that want to be told the lengths of the rows. */
final class Chain implements Layer {
  private static final long serialVersionUID = 1;
  private final Network inner;

  /** The layers before their input is known. */
  record Spec(List<LayerSpec> layers) implements LayerSpec {
    private static final long serialVersionUID = 1;

    static Spec of(LayerSpec... layers) {
      return new Spec(List.of(layers));
    }

    @Override
    public String name() {
      return "chain";
    }

    @Override
    public Chain build(Shape input) {
      return new Chain(new Network(input, layers));
    }
  }

  private Chain(Network inner) {
    this.inner = inner;
  }

  @Override
  public Spec spec() {
    return new Spec(inner.specs());
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
    inner.initialize(parameters, offset, layer -> key + layer);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    Workspace workspace = pass.inner(inner);
    float[] output =
        inner.forward(workspace, pass.pass(), parameters, offset, pass.statistics(), x, xOffset);
    System.arraycopy(output, 0, y, 0, pass.rows() * outputs());
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
    Workspace workspace = pass.inner(inner);
    System.arraycopy(dy, 0, workspace.outputGradient(), 0, pass.rows() * outputs());
    inner.backward(workspace, parameters, offset, x, xOffset, dx, gradient, Network.UNHEARD);
  }
}
