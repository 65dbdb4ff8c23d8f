package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.io.Serializable;
import java.util.List;

/**
 * One step of a network: {@code y = f(x)}, with {@code x: rows × inputs} and {@code y: rows ×
 * outputs}, row-major; inside a row, numbers lie as its {@link Shape} says.
 *
 * <p>A layer is immutable and holds no weights. Its parameters are {@link #parameterCount} floats
 * of the network's array from {@code offset} on, its gradient the same slice of an array of the
 * same length. What it has to keep from forward to backward lies in its {@link LayerPass}.
 *
 * <p>To add one: a final class here with its {@link LayerSpec}, a row in the contract suite, a line
 * in the catalog {@link Layers}.
 */
public interface Layer extends Serializable {
  /** What the layer was built from. */
  LayerSpec spec();

  /** The field's name of the layer, as in a job spec: {@code dense}. */
  default String name() {
    return spec().name();
  }

  /** The shape of a row of {@code x}. */
  Shape inputShape();

  /** The shape of a row of {@code y}. */
  Shape outputShape();

  /** Floats of a row of {@code x}. */
  default int inputs() {
    return inputShape().size();
  }

  /** Floats of a row of {@code y}. */
  default int outputs() {
    return outputShape().size();
  }

  /** The parameters, block by block, in the order in which they lie in the slice. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Floats in the slice. */
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /**
   * The running statistics that inference reads and no optimiser touches, block by block. They lie
   * in the parameter array from {@link LayerPass#statistics} on; a backward pass overwrites the
   * same slice of the gradient array with the slice's own statistics times its rows.
   */
  default List<Statistic> statistics() {
    return List.of();
  }

  /**
   * Which smooth piece of the function the last forward pass was on, as a fingerprint: where the
   * gradient jumps, as ReLU's does at 0, the fingerprint changes. Always the same for a smooth
   * function. A check of gradients asks for it, training does not.
   *
   * @param x as {@link #forward} read it
   * @param y as {@link #forward} wrote it
   */
  default long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return 0;
  }

  /**
   * Whether it tells the lengths of a pass's rows, {@link LayerPass#writeLengths}. Only the first
   * layer of a network may: those behind it rely on them.
   */
  default boolean tellsLengths() {
    return false;
  }

  /** Fills the slice with initial weights, by random numbers of {@code key}. */
  default void initialize(float[] parameters, int offset, long key) {}

  /**
   * Computes {@code y} from {@code x}.
   *
   * @param pass rows, mode and random key of this pass, and this layer's buffers
   * @param parameters of the whole network; this layer's begin at {@code offset}
   * @param x {@code rows × inputs}, from {@code xOffset} on; not to be written to
   * @param y {@code rows × outputs}, written from 0 on
   */
  void forward(LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y);

  /**
   * Computes the gradients from what {@link #forward} read and wrote in the same pass.
   *
   * @param pass the same object that {@link #forward} was given, with what it left there
   * @param dy {@code rows × outputs}, the gradient of the loss sum with respect to {@code y}; may
   *     be overwritten
   * @param dx {@code rows × inputs}, overwritten with the gradient with respect to {@code x}; null
   *     for the first layer, where nobody asks
   * @param gradient of the whole network; the slice from {@code offset} on is overwritten
   */
  void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient);
}
