package dev.bellows.spark;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/** Which rows are held out for validation. */
public sealed interface SplitSpec extends Serializable {

  /** No row. */
  record None() implements SplitSpec {
    private static final long serialVersionUID = 1;
  }

  /**
   * Those whose hashed key falls under {@code fraction}: a row stays on its side whatever else the
   * source holds, and rows with the same key stay together.
   *
   * @param fraction in (0, 1)
   * @param key columns, also dropped ones; empty for all features
   * @param seed apart from the training seed
   */
  record Fraction(double fraction, List<String> key, long seed) implements SplitSpec {
    private static final long serialVersionUID = 1;

    public Fraction {
      key = List.copyOf(key);
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "Invalid validation fraction: %s: must be above 0 and below 1".formatted(fraction));
      }
    }
  }

  /**
   * Those with {@code true}, {@code 1}, {@code yes} or {@code validation} in {@code column}; {@code
   * false}, {@code 0}, {@code no} or {@code training} in the others. The column is no feature.
   */
  record ByColumn(String column) implements SplitSpec {
    private static final long serialVersionUID = 1;
  }

  /** The last {@code rows} of a source that has an order: one text file, or images. */
  record Last(long rows) implements SplitSpec {
    private static final long serialVersionUID = 1;

    public Last {
      if (rows < 1) {
        throw new IllegalArgumentException(
            "Invalid validation rows: %d: must be ≥ 1".formatted(rows));
      }
    }
  }

  /**
   * Those whose {@code column} (a date, a timestamp or text that begins with an ISO date) is after
   * {@code date}. The column is no feature, unless it is named categorical.
   */
  record After(String column, LocalDate date) implements SplitSpec {
    private static final long serialVersionUID = 1;
  }

  static SplitSpec none() {
    return new None();
  }
}
