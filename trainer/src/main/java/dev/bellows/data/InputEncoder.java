package dev.bellows.data;

import java.io.Serializable;

/** The inputs' half of {@link Preprocessing}; one for each kind of inputs. */
interface InputEncoder extends Serializable {
  /**
   * Writes the inputs of {@code row} from {@code offset} on; the places must be zero before.
   *
   * @param unseen counts categories that training had not; null where nobody asks
   */
  void encode(Row row, float[] into, int offset, UnseenCategories unseen);

  /** What encodes as {@code fitted} says. */
  static InputEncoder of(FittedPreprocessing fitted, ColumnIndex index) {
    InputSpec inputs = fitted.spec().inputs();
    if (inputs instanceof InputSpec.Text text) {
      return new TokenEncoder(text, fitted.vocabulary(), index);
    }
    if (inputs instanceof InputSpec.Series series) {
      return new SeriesEncoder(series, fitted.numbers(), index);
    }
    return inputs instanceof InputSpec.Image
        ? new ImageEncoder(fitted.numbers(), index)
        : new TableEncoder(fitted, index);
  }
}
