package dev.bellows.nn;

/**
 * A block of weights as an initialiser sees it.
 *
 * @param rows of the block, {@code rows × columns}, row-major
 * @param columns of it
 * @param fanIn how many numbers one output is made of
 * @param fanOut how many outputs one number goes into
 */
record WeightShape(int rows, int columns, int fanIn, int fanOut) {
  /** {@code units × inputs}, every input going into every unit. */
  static WeightShape dense(int units, int inputs) {
    return new WeightShape(units, inputs, inputs, units);
  }

  int size() {
    return rows * columns;
  }
}
