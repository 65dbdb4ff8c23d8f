package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Names a bad row by the path that it carries with it. */
final class PathRowFinder implements BadRowFinder {
  private static final long serialVersionUID = 1;
  private final int cell;

  /**
   * @param cell which holds the path; −1 where rows have none
   */
  PathRowFinder(int cell) {
    this.cell = cell;
  }

  @Override
  public DataException explain(BadValue problem, Row row, Consumer<Row> check) {
    return problem.at(cell < 0 ? "" : row.getString(cell));
  }
}
