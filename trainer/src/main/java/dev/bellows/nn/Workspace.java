package dev.bellows.nn;

import java.util.List;

/**
 * The activations and their gradients of one thread, and the layers' own buffers, reused pass after
 * pass: nothing is allocated once the largest slice was seen.
 */
public final class Workspace {
  private final int[] widths;
  private final float[][] outputs;
  private final float[][] gradients;
  private final LayerPass[] passes;
  private final LayerPass.Lengths lengths;
  private int rows;

  /** Room for passes through {@code network}. */
  public Workspace(Network network) {
    this(network, new LayerPass.Lengths());
  }

  Workspace(Network network, LayerPass.Lengths lengths) {
    List<Layer> layers = network.layers();
    this.widths = layers.stream().mapToInt(Layer::outputs).toArray();
    this.outputs = new float[widths.length][0];
    this.gradients = new float[widths.length][0];
    this.lengths = lengths;
    this.passes = new LayerPass[widths.length];
    for (int i = 0; i < widths.length; i++) {
      passes[i] = new LayerPass(lengths);
    }
  }

  /** The gradient with respect to the logits, {@code rows × outputs}, which the loss writes. */
  public float[] outputGradient() {
    return gradients[gradients.length - 1];
  }

  /** Bytes that the passes so far have taken, the layers' own buffers included. */
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < widths.length; i++) {
      bytes += Float.BYTES * ((long) outputs[i].length + gradients[i].length);
      bytes += passes[i].bytes();
    }
    return bytes;
  }

  void reserve(int needed) {
    if (needed > rows) {
      for (int i = 0; i < widths.length; i++) {
        outputs[i] = new float[Math.multiplyExact(needed, widths[i])];
        gradients[i] = new float[Math.multiplyExact(needed, widths[i])];
      }
      rows = needed;
    }
  }

  /** Rows have the length of their shape until a layer says otherwise. */
  void forgetLengths() {
    lengths.forget();
  }

  /**
   * What layer {@code layer} gave in the last pass, {@code rows × outputs}; not to be written to.
   */
  public float[] output(int layer) {
    return outputs[layer];
  }

  float[] gradient(int layer) {
    return gradients[layer];
  }

  LayerPass pass(int layer) {
    return passes[layer];
  }
}
