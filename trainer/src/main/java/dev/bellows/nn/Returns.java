package dev.bellows.nn;

import dev.bellows.data.Shape;

/** What a recurrent layer gives for a row. */
public enum Returns {
  /** The state at the row's own last step, {@code [units]}; zeros for a row without steps. */
  LAST,
  /** The states at all its steps, {@code [steps, units]}; zeros beyond its length. */
  SEQUENCE;

  Shape shape(int steps, int units) {
    return this == LAST ? Shape.of(units) : Shape.of(steps, units);
  }

  void unpack(Packing packing, float[] states, int units, float[] y) {
    switch (this) {
      case LAST -> packing.unpackLast(states, units, y);
      case SEQUENCE -> packing.unpack(states, units, y);
    }
  }

  void pack(Packing packing, float[] dy, int units, float[] gradient) {
    switch (this) {
      case LAST -> packing.packLast(dy, units, gradient);
      case SEQUENCE -> packing.pack(dy, 0, units, gradient);
    }
  }
}
