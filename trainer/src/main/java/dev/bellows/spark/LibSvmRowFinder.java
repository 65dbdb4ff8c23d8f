package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Looks through a LibSVM file for the first bad line. */
final class LibSvmRowFinder implements BadRowFinder {
  private static final long serialVersionUID = 1;
  private final int[] fields;
  private final int width;

  /**
   * @param fields of the rows to be checked
   * @param width features of a row
   */
  LibSvmRowFinder(int[] fields, int width) {
    this.fields = fields.clone();
    this.width = width;
  }

  @Override
  public BadValue problem(String line) {
    try {
      LibSvmLine.parse(line, width);
      throw new IllegalStateException("Cannot tell what is wrong with " + line);
    } catch (BadValue e) {
      return e;
    }
  }

  @Override
  public DataException explain(BadValue problem, Row row, Consumer<Row> check) {
    Path file = InputFile.current();
    if (file == null) {
      return problem.at("");
    }
    try (InputLines lines = InputLines.ofBlock(file, StandardCharsets.UTF_8, InputLines.FAR)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (LibSvmLine.isRow(line)) {
          try {
            check.accept(row(LibSvmLine.parse(line, width)));
          } catch (BadValue e) {
            return e.at(lines.where());
          }
        }
      }
    } catch (IOException e) { // the file's name must do
    }
    return problem.at(InputFile.name(file));
  }

  private Row row(LibSvmLine line) {
    Object[] cells = new Object[fields.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = line.cell(fields[i]);
    }
    return RowFactory.create(cells);
  }
}
