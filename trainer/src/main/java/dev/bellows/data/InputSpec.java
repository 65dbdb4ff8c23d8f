package dev.bellows.data;

import java.io.Serializable;

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
