package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** Looks through a file for the line that could not be parsed as an object. */
final class JsonRowFinder implements BadRowFinder {
  private static final long serialVersionUID = 1;
  private final int wrongCell;

  /**
   * @param wrongCell which holds the line that could not be parsed
   */
  JsonRowFinder(int wrongCell) {
    this.wrongCell = wrongCell;
  }

  @Override
  public BadValue problem(String wrong) {
    return new BadValue(
        "Invalid row: " + BadValue.quote(wrong),
        "must be one JSON object a line; mend it, or set bad-rows: drop");
  }

  @Override
  public DataException explain(BadValue problem, Row row, Consumer<Row> check) {
    Path file = InputFile.current();
    if (file == null || row.isNullAt(wrongCell)) {
      return BadRowFinder.byFile(problem, row, check);
    }
    try (InputLines lines = InputLines.ofBlock(file, StandardCharsets.UTF_8, InputLines.FAR)) {
      String wrong = row.getString(wrongCell).strip();
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.strip().equals(wrong)) {
          return problem.at(lines.where());
        }
      }
    } catch (IOException e) { // the file's name must do
    }
    return BadRowFinder.byFile(problem, row, check);
  }
}
