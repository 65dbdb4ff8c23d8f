package dev.bellows.nn;

/**
 * What all layers are told of one forward pass and its backward pass.
 *
 * @param rows of the slice at hand
 * @param mode training or inference
 * @param key of this pass's random numbers: (seed, step, shard); unused in inference
 */
public record Pass(int rows, Mode mode, long key) {
  /** Whether layers that behave otherwise while training, like dropout, do so. */
  public enum Mode {
    TRAINING,
    INFERENCE
  }

  /** A pass that predicts {@code rows} rows. */
  public static Pass inference(int rows) {
    return new Pass(rows, Mode.INFERENCE, 0);
  }
}
