package dev.bellows.job;

import java.time.LocalDate;
import java.util.List;

/**
 * Which rows are held out: a fraction, those that a column marks, the last ones, or those after a
 * date. Exactly one of the four is given.
 *
 * @param fraction of the rows
 * @param key columns whose values decide, for a fraction; empty for all features
 * @param seed of the choice, for a fraction
 * @param column that marks rows, or holds the date for {@code after}
 * @param last how many rows at the end
 * @param after rows later than this date
 */
public record ValidationSection(
    Double fraction, List<String> key, long seed, String column, Long last, LocalDate after) {
  public ValidationSection {
    key = key == null ? List.of() : List.copyOf(key);
  }
}
