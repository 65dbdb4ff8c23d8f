package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a {@link Row}, in the order of the source, each with its slot: numbers are
 * numbered among themselves, and so are texts of either kind, and images.
 */
public final class Columns implements Serializable {
  private static final long serialVersionUID = 1;
  private final ArrayList<Column> columns;
  private final int[] slots;
  private final int numbers;
  private final int texts;
  private final int images;
  private final Shape shape;

  public Columns(List<Column> columns) {
    this(columns, null);
  }

  /**
   * Columns whose features are one thing.
   *
   * @param shape of the features together, in natural order of their names; null where they have
   *     none but their number
   */
  public Columns(List<Column> columns, Shape shape) {
    this.shape = shape;
    this.columns = new ArrayList<>(columns);
    this.slots = new int[columns.size()];
    int numeric = 0;
    int categorical = 0;
    int pictures = 0;
    for (int i = 0; i < slots.length; i++) {
      slots[i] =
          switch (columns.get(i).kind()) {
            case NUMERIC -> numeric++;
            case CATEGORICAL, TEXT -> categorical++;
            case IMAGE -> pictures++;
          };
    }
    this.numbers = numeric;
    this.texts = categorical;
    this.images = pictures;
  }

  public int size() {
    return columns.size();
  }

  public Column get(int index) {
    return columns.get(index);
  }

  /** Where column {@code index} stands among the numbers, the texts or the images of a row. */
  public int slot(int index) {
    return slots[index];
  }

  /** How many numbers a row has. */
  public int numbers() {
    return numbers;
  }

  /** How many texts a row has. */
  public int texts() {
    return texts;
  }

  /** How many images a row has. */
  int images() {
    return images;
  }

  /** The shape of the features together, as the source has it; null for none. */
  public Shape shape() {
    return shape;
  }

  /** The indices of the columns with {@code role}, in order. */
  public List<Integer> with(Column.Role role) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).role() == role) {
        found.add(i);
      }
    }
    return found;
  }
}
