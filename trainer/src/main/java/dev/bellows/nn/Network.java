package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import dev.bellows.data.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Layers in a row: the outputs of one are the inputs of the next. What the last layer gives are the
 * logits; the loss says how they become predictions.
 *
 * <p>Parameters are one flat array: {@link #parameterCount} weights, layer after layer, then the
 * layers' {@linkplain Layer#statistics statistics}, {@link #size} floats in all. A gradient array
 * is laid out alike.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1;

  /** For who does not ask how far a backward pass is. */
  static final IntConsumer UNHEARD = complete -> {};

  private final Shape inputShape;
  private final ArrayList<Layer> layers = new ArrayList<>();
  private final int[] offsets; // of each layer's parameters, and the end
  private final int[] statistics; // of each layer's statistics behind the parameters, and the end

  /**
   * Builds the layers, each for the shape that the one before it gives.
   *
   * @param input the shape of a row that goes in
   * @throws IllegalArgumentException if there is no layer, or one does not take what it gets; it
   *     names the layer
   */
  public Network(Shape input, List<? extends LayerSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("Invalid network: it has no layer");
    }
    this.inputShape = input;
    this.offsets = new int[specs.size() + 1];
    this.statistics = new int[specs.size() + 1];
    Shape shape = input;
    for (int i = 0; i < specs.size(); i++) {
      Layer layer = build(i, specs.get(i), shape);
      layers.add(layer);
      offsets[i + 1] = Math.addExact(offsets[i], layer.parameterCount());
      int size = layer.statistics().stream().mapToInt(Statistic::size).sum();
      statistics[i + 1] = Math.addExact(statistics[i], size);
      shape = layer.outputShape();
    }
  }

  private static Layer build(int index, LayerSpec spec, Shape input) {
    try {
      Layer layer = spec.build(input);
      if (index > 0 && layer.tellsLengths()) {
        throw new IllegalArgumentException(
            "it tells how long rows are, and must be the first layer");
      }
      return layer;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid network: layer %d (%s): %s".formatted(index + 1, spec.name(), e.getMessage()),
          e);
    }
  }

  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** What the layers were built from. */
  public List<LayerSpec> specs() {
    return layers.stream().map(Layer::spec).toList();
  }

  /** Whether training draws random numbers in a layer. */
  public boolean isRandom() {
    return layers.stream().anyMatch(layer -> layer.spec().isRandom());
  }

  /** Whether a row's logits depend, while training, on the other rows of its slice. */
  public boolean mixesRows() {
    return layers.stream().anyMatch(layer -> layer.spec().mixesRows());
  }

  /** The shape of a row that goes in. */
  public Shape inputShape() {
    return inputShape;
  }

  /** The shape of a row of logits. */
  public Shape outputShape() {
    return layers.get(layers.size() - 1).outputShape();
  }

  /** Floats of a row that goes in. */
  public int inputs() {
    return inputShape.size();
  }

  /** Logits of a row. */
  public int outputs() {
    return outputShape().size();
  }

  /** Weights in the parameter array: what is trained. */
  public int parameterCount() {
    return offsets[layers.size()];
  }

  /** Floats in the parameter array: weights, then statistics. */
  public int size() {
    return parameterCount() + statistics[layers.size()];
  }

  /**
   * A block of parameters in the flat array: {@code name} is the model file's, like {@code
   * 0.dense.weight}.
   */
  public record Block(String name, Parameter parameter, int offset) {}

  /** All blocks of parameters, in the order of the flat array. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      int offset = offsets[i];
      for (Parameter parameter : layers.get(i).parameters()) {
        blocks.add(new Block(name(i, parameter.name()), parameter, offset));
        offset += parameter.size();
      }
    }
    return blocks;
  }

  /** A block of statistics in the flat array. */
  public record StatisticBlock(String name, Statistic statistic, int offset) {}

  /** All blocks of statistics, in the order of the flat array, behind those of parameters. */
  public List<StatisticBlock> statistics() {
    List<StatisticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      int offset = parameterCount() + statistics[i];
      for (Statistic statistic : layers.get(i).statistics()) {
        blocks.add(new StatisticBlock(name(i, statistic.name()), statistic, offset));
        offset += statistic.size();
      }
    }
    return blocks;
  }

  private String name(int layer, String block) {
    return "%d.%s.%s".formatted(layer, layers.get(layer).name(), block);
  }

  /** Initial parameters: random numbers keyed by (seed, layer). */
  public float[] initialize(long seed) {
    float[] parameters = new float[size()];
    initialize(parameters, 0, layer -> Purpose.INITIAL_WEIGHTS.key(seed, layer));
    for (StatisticBlock block : statistics()) {
      int end = block.offset() + block.statistic().size();
      Arrays.fill(parameters, block.offset(), end, block.statistic().initial());
    }
    return parameters;
  }

  /** The initial weights of a network inside a layer, whose parameters begin elsewhere. */
  void initialize(float[] parameters, int offset, LongUnaryOperator keyOfLayer) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).initialize(parameters, offset + offsets[i], keyOfLayer.applyAsLong(i));
    }
  }

  /**
   * Computes the logits of {@code pass.rows()} rows.
   *
   * @param x {@code rows × inputs} from {@code xOffset} on
   * @return {@code rows × outputs}, an array of the workspace that the next pass overwrites
   */
  public float[] forward(
      Workspace workspace, Pass pass, float[] parameters, float[] x, int xOffset) {
    workspace.forgetLengths();
    return forward(workspace, pass, parameters, 0, parameterCount(), x, xOffset);
  }

  /** The same for a network inside a layer, whose parameters and statistics begin elsewhere. */
  float[] forward(
      Workspace workspace,
      Pass pass,
      float[] parameters,
      int offset,
      int statisticsOffset,
      float[] x,
      int xOffset) {
    workspace.reserve(pass.rows());
    float[] input = x;
    int inputOffset = xOffset;
    for (int i = 0; i < offsets.length - 1; i++) {
      LayerPass layerPass = workspace.pass(i);
      layerPass.begin(
          pass.rows(),
          pass.mode(),
          CounterRandom.key(pass.key(), i),
          statisticsOffset + statistics[i]);
      float[] output = workspace.output(i);
      layers.get(i).forward(layerPass, parameters, offset + offsets[i], input, inputOffset, output);
      input = output;
      inputOffset = 0;
    }
    return input;
  }

  /**
   * Which smooth piece of the network the last forward pass was on, see {@link Layer#piece}.
   *
   * @param x as that pass read it
   */
  public long piece(Workspace workspace, float[] x, int xOffset) {
    long piece = 0;
    for (int i = 0; i < layers.size(); i++) {
      float[] input = i == 0 ? x : workspace.output(i - 1);
      long next =
          layers.get(i).piece(workspace.pass(i), input, i == 0 ? xOffset : 0, workspace.output(i));
      piece = CounterRandom.key(piece, next);
    }
    return piece;
  }

  /**
   * Computes the gradient of the loss sum, after {@link #forward} of the same pass in the same
   * workspace; the gradient with respect to the logits must lie in {@link
   * Workspace#outputGradient}.
   *
   * @param dx {@code rows × inputs}, overwritten with the gradient with respect to the network's
   *     inputs; null where nobody asks
   * @param gradient overwritten, as long as the parameters
   */
  public void backward(
      Workspace workspace,
      float[] parameters,
      float[] x,
      int xOffset,
      float[] dx,
      float[] gradient) {
    backward(workspace, parameters, 0, x, xOffset, dx, gradient, UNHEARD);
  }

  /**
   * The same, telling how far it is.
   *
   * @param progress is told, after each layer, from which float on the gradient of the parameters
   *     is complete; the layers' statistics behind it only are at the end
   */
  public void backward(
      Workspace workspace,
      float[] parameters,
      float[] x,
      int xOffset,
      float[] dx,
      float[] gradient,
      IntConsumer progress) {
    backward(workspace, parameters, 0, x, xOffset, dx, gradient, progress);
  }

  /** The same for a network inside a layer, whose parameters begin elsewhere. */
  void backward(
      Workspace workspace,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] dx,
      float[] gradient,
      IntConsumer progress) {
    for (int i = offsets.length - 2; i >= 0; i--) {
      layers
          .get(i)
          .backward(
              workspace.pass(i),
              parameters,
              offset + offsets[i],
              i == 0 ? x : workspace.output(i - 1),
              i == 0 ? xOffset : 0,
              workspace.output(i),
              workspace.gradient(i),
              i == 0 ? dx : workspace.gradient(i - 1),
              gradient);
      progress.accept(offset + offsets[i]);
    }
  }
}
