package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** Names a bad row by its number, which the row carries with it. */
final class IndexRowFinder implements BadRowFinder {
  private static final long serialVersionUID = 1;
  private final String name;
  private final int cell;

  /**
   * @param name of the source; null for the file that is being read
   * @param cell which holds the row's index
   */
  IndexRowFinder(String name, int cell) {
    this.name = name;
    this.cell = cell;
  }

  @Override
  public DataException explain(BadValue problem, Row row, Consumer<Row> check) {
    Path file = InputFile.current();
    String where = name != null ? name : file == null ? "row" : InputFile.name(file);
    return problem.at("%s row %d".formatted(where, row.getLong(cell) + 1));
  }
}
