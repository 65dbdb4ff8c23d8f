package dev.bellows.nn;

import dev.bellows.data.Shape;

/**
 * A layer of the contract suite.
 *
 * @param name what a test report calls it
 * @param layer built for its input
 * @param inputs what its inputs may be
 * @param dependence whether a row's outputs depend on the other rows while training, or on chance
 */
record LayerRow(String name, Layer layer, Inputs inputs, Dependence dependence) {
  /** What numbers a layer takes. */
  enum Inputs {
    /** Any; gradients with respect to them are asked for. */
    NUMBERS,
    /** Token ids from 0 to 6, 0 being padding; nobody asks for gradients with respect to them. */
    TOKENS,
    /** Sequences of unequal lengths, filled up with NaN. */
    PADDED
  }

  /** What a row's outputs depend on. */
  enum Dependence {
    ROW_ALONE,
    OTHER_ROWS_OR_CHANCE
  }

  /** A layer whose rows are computed one by one, from any numbers. */
  static LayerRow of(String name, Shape input, LayerSpec spec) {
    return new LayerRow(name, spec.build(input), Inputs.NUMBERS, Dependence.ROW_ALONE);
  }

  /** The same layer, which draws random numbers or looks at several rows. */
  LayerRow dependent() {
    return new LayerRow(name, layer, inputs, Dependence.OTHER_ROWS_OR_CHANCE);
  }

  /** The same layer, which takes token ids. */
  LayerRow ofTokens() {
    return new LayerRow(name, layer, Inputs.TOKENS, dependence);
  }

  /** The same layer, which takes sequences of unequal lengths. */
  LayerRow ofPaddedSequences() {
    return new LayerRow(name, layer, Inputs.PADDED, dependence);
  }

  @Override
  public String toString() {
    return name;
  }
}
