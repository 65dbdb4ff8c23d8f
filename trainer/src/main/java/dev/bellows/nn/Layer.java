package dev.bellows.nn;

import java.io.Serializable;
import java.util.List;

/**
 * One step of a network: {@code y = f(x)}, with {@code x: rows × inputs} and {@code y: rows ×
 * outputs}, row-major.
 *
 * <p>A layer is immutable and holds no weights. Its parameters are {@link #parameterCount} floats
 * of the network's array from {@code offset} on, its gradient the same slice of an array of the
 * same length.
 *
 * <p>To add one: a final class here, a row in the contract suite, a line in the job spec's switch.
 */
public interface Layer extends Serializable {
  /** The field's name of the layer, as in a job spec: {@code dense}. */
  String name();

  /** Floats of a row of {@code x}. */
  int inputs();

  /** Floats of a row of {@code y}. */
  int outputs();

  /** The parameters, block by block, in the order in which they lie in the slice. */
  List<Parameter> parameters();

  /** Floats in the slice. */
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /**
   * Whether the gradient is continuous in x and in the parameters. Where it is not, as with ReLU,
   * it jumps only where an output changes between {@code > 0} and {@code ≤ 0}.
   */
  default boolean isSmooth() {
    return true;
  }

  /** Fills the slice with initial weights, by random numbers of {@code key}. */
  void initialize(float[] parameters, int offset, long key);

  /**
   * Computes {@code y} from {@code x}.
   *
   * @param pass rows, mode and random key of this pass
   * @param parameters of the whole network; this layer's begin at {@code offset}
   * @param x {@code rows × inputs}, from {@code xOffset} on; not to be written to
   * @param y {@code rows × outputs}, written from 0 on
   */
  void forward(Pass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y);

  /**
   * Computes the gradients from what {@link #forward} read and wrote in the same pass.
   *
   * @param dy {@code rows × outputs}, the gradient of the loss sum with respect to {@code y}; may
   *     be overwritten
   * @param dx {@code rows × inputs}, overwritten with the gradient with respect to {@code x}; null
   *     for the first layer, where nobody asks
   * @param gradient of the whole network; the slice from {@code offset} on is overwritten
   */
  void backward(
      Pass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient);
}
