package dev.bellows.spark;

import com.univocity.parsers.csv.CsvParser;
import dev.bellows.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Looks through a text file, once one of its rows turned out bad, for the first bad line. Spark's
 * readers do not count lines, and counting them all the time would cost every good run.
 */
final class CsvRowFinder implements BadRowFinder {
  private static final long serialVersionUID = 1;
  private static final String RAGGED_WAY_OUT =
      "mend the line, name the right delimiter, quote or multiline, or set bad-rows: drop";

  private final CsvFormat format;
  private final String[] names;
  private final long far;

  /**
   * @param format of the file
   * @param names of the cells of the rows to be checked
   * @param far from which byte on lines are counted from the block, not from the beginning
   */
  CsvRowFinder(CsvFormat format, List<String> names, long far) {
    this.format = format;
    this.names = names.toArray(String[]::new);
    this.far = far;
  }

  @Override
  public BadValue problem(String line) {
    return new BadValue("Invalid row: " + BadValue.quote(line), RAGGED_WAY_OUT);
  }

  @Override
  public DataException explain(BadValue problem, Row row, Consumer<Row> check) {
    Path file = InputFile.current();
    if (file == null) {
      return problem.at("");
    }
    try {
      DataException found =
          format.isMultiline() ? inRecords(file, row, check) : inLines(file, row, check);
      return found == null ? problem.at(InputFile.name(file)) : found;
    } catch (IOException e) { // the file's name must do
      return problem.at(InputFile.name(file));
    }
  }

  private DataException inLines(Path file, Row row, Consumer<Row> check) throws IOException {
    Header header = new Header(CsvFormat.names(format.fields(format.headerLine(file))));
    CsvParser parser = format.parser();
    try (InputLines lines = InputLines.ofBlock(file, format.charset(), far)) {
      boolean headerSeen = !lines.areFromTheBeginning();
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!format.isRow(line)) {
          continue;
        }
        BadValue bad = headerSeen ? header.check(parser.parseLine(line), row, check) : null;
        if (bad != null) {
          return bad.at(lines.where());
        }
        headerSeen = true;
      }
      return null;
    }
  }

  /** Records of several lines are counted by their first. */
  private DataException inRecords(Path file, Row row, Consumer<Row> check) throws IOException {
    try (BufferedReader reader = InputFile.lines(file, format.charset())) {
      CsvParser parser = format.parser();
      parser.beginParsing(reader);
      Header header = null;
      long line = 1;
      for (String[] record = parser.parseNext(); record != null; record = parser.parseNext()) {
        if (header == null) {
          header = new Header(CsvFormat.names(record));
        } else {
          BadValue bad = header.check(record, row, check);
          if (bad != null) {
            return bad.at("%s line %d".formatted(InputFile.name(file), line));
          }
        }
        line = parser.getContext().currentLine() + 1;
      }
      return null;
    }
  }

  /** Knows where in a record each cell of a row is. */
  private final class Header {
    private final int width;
    private final int[] fields; // −1 for a cell that is not in the file

    Header(List<String> header) {
      width = header.size();
      fields = Arrays.stream(names).mapToInt(header::indexOf).toArray();
    }

    /** What is wrong with a record; null for nothing. */
    BadValue check(String[] record, Row row, Consumer<Row> check) {
      int found = record == null ? 0 : record.length;
      if (found != width) {
        return new BadValue(
            "Invalid row: %d fields where the header has %d".formatted(found, width),
            RAGGED_WAY_OUT);
      }
      Object[] cells = new Object[fields.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = fields[i] < 0 ? row.get(i) : record[fields[i]]; // else of the folder's name
      }
      try {
        check.accept(RowFactory.create(cells));
        return null;
      } catch (BadValue e) {
        return e;
      }
    }
  }
}
