package dev.bellows.job;

import dev.bellows.data.InputSpec;
import dev.bellows.data.InputSpec.ShortHistory;
import java.util.List;

/**
 * Windows of a series to learn from.
 *
 * @param columns the features of each step
 * @param group columns that tell one series from another
 * @param order the column that orders a series
 * @param steps rows of a window
 * @param horizon how many rows after a window its label is
 * @param shortHistory what becomes of windows that would begin before the first row
 */
public record SeriesSection(
    List<String> columns,
    List<String> group,
    String order,
    int steps,
    int horizon,
    ShortHistory shortHistory) {
  public SeriesSection {
    columns = columns == null ? List.of() : List.copyOf(columns);
    group = group == null ? List.of() : List.copyOf(group);
  }

  InputSpec.Series inputs() {
    return new InputSpec.Series(columns, group, order, steps, horizon, shortHistory);
  }
}
