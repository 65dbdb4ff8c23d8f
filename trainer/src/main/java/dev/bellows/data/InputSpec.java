package dev.bellows.data;

import java.io.Serializable;
import java.util.List;

/** What the inputs of a row are made of. */
public sealed interface InputSpec extends Serializable {
  /**
   * The feature columns: numbers, and an input for each category.
   *
   * @param shape of a row where all inputs together are an image or a sequence, in natural order of
   *     their names; null for what the source says, or a plain row
   */
  record Table(Shape shape) implements InputSpec {}

  /**
   * The words or characters of one column, as the ids of a {@link Vocabulary} fitted on the
   * training rows: {@code length} of them, from the beginning of the text, and 0 after its end.
   *
   * @param column of the texts
   * @param unit what a token is
   * @param letters whether capitals count
   * @param length tokens of a row
   * @param vocabulary ids at the most, those of padding and of unknown tokens included
   * @param minCount how often a token must occur in training to have an id
   */
  record Text(
      String column,
      Tokenizer.Unit unit,
      Tokenizer.Letters letters,
      int length,
      int vocabulary,
      int minCount)
      implements InputSpec {
    public Text {
      requireAtLeast(1, length, "length");
      requireAtLeast(Vocabulary.FIRST_TOKEN + 1, vocabulary, "vocabulary");
      requireAtLeast(1, minCount, "min-count");
    }
  }

  /**
   * The pictures of one column, all brought to one size, channel by channel. Pixels are from 0 to 1
   * before they are scaled, each channel as a number of its own.
   *
   * @param column of the bytes of their files
   * @param channels 1 for grey, 3 for red, green and blue
   * @param height pixels of a column
   * @param width pixels of a line
   */
  record Image(String column, int channels, int height, int width) implements InputSpec {
    public Image {
      if (channels != 1 && channels != 3) {
        throw new IllegalArgumentException(
            "Invalid channels: %d: must be 1 or 3".formatted(channels));
      }
    }

    /** The shape of a row. */
    public Shape shape() {
      return Shape.of(channels, height, width);
    }
  }

  /**
   * Windows of a series: what numeric columns held in {@code steps} consecutive rows, first to
   * last, {@code steps × columns}. The label is that of the row {@code horizon} rows after a
   * window's last one.
   *
   * @param columns the features of each step, in their order
   * @param group columns whose values tell one series from another; none where there is but one
   * @param order the column that orders the rows of a series
   * @param steps rows of a window
   * @param horizon how many rows ahead the label is
   * @param shortHistory what becomes of windows that would begin before the first row
   */
  record Series(
      List<String> columns,
      List<String> group,
      String order,
      int steps,
      int horizon,
      ShortHistory shortHistory)
      implements InputSpec {
    /** The column of a row that holds its window, an array. */
    public static final String WINDOW = "window";

    public Series {
      columns = List.copyOf(columns);
      group = List.copyOf(group);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("Invalid columns: none: a window needs one at least");
      }
      requireAtLeast(1, steps, "steps");
      requireAtLeast(1, horizon, "horizon");
    }

    /** The shape of a row. */
    public Shape shape() {
      return Shape.of(steps, columns.size());
    }
  }

  /** What becomes of windows that would begin before the first row of their series. */
  enum ShortHistory {
    /** There are none. */
    SKIP,
    /**
     * What is there comes first; the steps after it are missing, for a masking layer. It cannot
     * tell them from last steps that are there but hold no number.
     */
    PAD
  }

  /** Feature columns in a plain row, unless the source says more. */
  static InputSpec table() {
    return new Table(null);
  }

  private static void requireAtLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Invalid %s: %d: must be ≥ %d".formatted(name, value, least));
    }
  }
}
