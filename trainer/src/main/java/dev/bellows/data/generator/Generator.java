package dev.bellows.data.generator;

import dev.bellows.data.Shape;
import java.io.Serializable;
import java.util.List;

/** Makes up the rows of a table, each by its index. */
public interface Generator extends Serializable {
  /** The columns, in order. */
  List<Field> fields();

  /** The column that is to be learnt. */
  String label();

  /**
   * Row {@code index}: a value for each field, or null where the table has a blank. The same bits
   * on every machine.
   */
  Object[] row(long index);

  /**
   * A column.
   *
   * @param name of the column
   * @param type of its values
   * @param shape of {@link Type#PIXELS}; else null
   */
  record Field(String name, Type type, Shape shape) implements Serializable {
    static Field of(String name, Type type) {
      return new Field(name, type, null);
    }

    /** Numbers in a value. */
    public int width() {
      return shape == null ? 1 : shape.size();
    }
  }

  /** What values of a column are. */
  enum Type {
    /** {@link Integer}. */
    INTEGER,
    /** {@link Double}. */
    NUMBER,
    /** {@link String}. */
    TEXT,
    /** {@code double[]}, each element a multiple of 1/255 from 0 to 1. */
    PIXELS
  }
}
