package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers in a row: the outputs of one are the inputs of the next. Parameters are one flat array,
 * layer after layer. What the last layer gives are the logits; the loss says how they become
 * predictions.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1;
  private final ArrayList<Layer> layers;
  private final int[] offsets; // of each layer's parameters, and the end

  /**
   * @throws IllegalArgumentException if there is no layer or two neighbours do not fit; it names
   *     both
   */
  public Network(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Invalid network: it has no layer");
    }
    this.layers = new ArrayList<>(layers);
    this.offsets = new int[layers.size() + 1];
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (i > 0 && layers.get(i - 1).outputs() != layer.inputs()) {
        throw new IllegalArgumentException(
            "Invalid network: layer %d (%s) takes %d inputs but layer %d (%s) gives %d"
                .formatted(
                    i + 1,
                    layer.name(),
                    layer.inputs(),
                    i,
                    layers.get(i - 1).name(),
                    layers.get(i - 1).outputs()));
      }
      offsets[i + 1] = Math.addExact(offsets[i], layer.parameterCount());
    }
  }

  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** Floats of a row that goes in. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Logits of a row. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Floats in the parameter array. */
  public int parameterCount() {
    return offsets[layers.size()];
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
        blocks.add(
            new Block(
                "%d.%s.%s".formatted(i, layers.get(i).name(), parameter.name()),
                parameter,
                offset));
        offset += parameter.size();
      }
    }
    return blocks;
  }

  /** Initial parameters: random numbers keyed by (seed, layer). */
  public float[] initialize(long seed) {
    float[] parameters = new float[parameterCount()];
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).initialize(parameters, offsets[i], Purpose.INITIAL_WEIGHTS.key(seed, i));
    }
    return parameters;
  }

  /**
   * Computes the logits of {@code pass.rows()} rows.
   *
   * @param x {@code rows × inputs} from {@code xOffset} on
   * @return {@code rows × outputs}, an array of the workspace that the next pass overwrites
   */
  public float[] forward(
      Workspace workspace, Pass pass, float[] parameters, float[] x, int xOffset) {
    workspace.reserve(pass.rows());
    float[] input = x;
    int inputOffset = xOffset;
    for (int i = 0; i < layers.size(); i++) {
      float[] output = workspace.output(i);
      layers.get(i).forward(layerPass(pass, i), parameters, offsets[i], input, inputOffset, output);
      input = output;
      inputOffset = 0;
    }
    return input;
  }

  /**
   * Computes the gradient of the loss sum, after {@link #forward} of the same pass in the same
   * workspace; the gradient with respect to the logits must lie in {@link
   * Workspace#outputGradient}.
   *
   * @param gradient overwritten, as long as the parameters
   */
  public void backward(
      Workspace workspace,
      Pass pass,
      float[] parameters,
      float[] x,
      int xOffset,
      float[] gradient) {
    backward(workspace, pass, parameters, x, xOffset, null, gradient);
  }

  /**
   * The same, and the gradient with respect to the network's inputs.
   *
   * @param dx {@code rows × inputs}, overwritten; null where nobody asks
   */
  public void backward(
      Workspace workspace,
      Pass pass,
      float[] parameters,
      float[] x,
      int xOffset,
      float[] dx,
      float[] gradient) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      float[] input = i == 0 ? x : workspace.output(i - 1);
      float[] inputGradient = i == 0 ? dx : workspace.gradient(i - 1);
      layers
          .get(i)
          .backward(
              layerPass(pass, i),
              parameters,
              offsets[i],
              input,
              i == 0 ? xOffset : 0,
              workspace.output(i),
              workspace.gradient(i),
              inputGradient,
              gradient);
    }
  }

  private static Pass layerPass(Pass pass, int layer) {
    return pass.mode() == Pass.Mode.INFERENCE
        ? pass
        : new Pass(pass.rows(), pass.mode(), CounterRandom.key(pass.key(), layer));
  }
}
