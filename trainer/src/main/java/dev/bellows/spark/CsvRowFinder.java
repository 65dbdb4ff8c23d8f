package dev.bellows.spark;

import com.univocity.parsers.csv.CsvParser;
import dev.bellows.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
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

  /**
   * @param format of the file
   * @param names of the cells of the rows to be checked
   */
  CsvRowFinder(CsvFormat format, List<String> names) {
    this.format = format;
    this.names = names.toArray(String[]::new);
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
    try (BufferedReader reader = InputFile.lines(file, format.charset())) {
      DataException found =
          format.isMultiline()
              ? records(reader, file, row, check)
              : lines(reader, file, row, check);
      return found == null ? problem.at(InputFile.name(file)) : found;
    } catch (IOException e) { // the file as it is known must do
      return problem.at(InputFile.name(file));
    }
  }

  private DataException lines(BufferedReader reader, Path file, Row row, Consumer<Row> check)
      throws IOException {
    CsvParser parser = format.parser();
    int[] fields = null;
    int width = 0;
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!format.isRow(line)) {
        continue;
      }
      if (fields == null) {
        List<String> header = CsvFormat.names(format.fields(line));
        fields = fields(header);
        width = header.size();
        continue;
      }
      DataException bad = check(parser.parseLine(line), width, fields, row, check, file, number);
      if (bad != null) {
        return bad;
      }
    }
    return null;
  }

  private DataException records(BufferedReader reader, Path file, Row row, Consumer<Row> check) {
    CsvParser parser = format.parser();
    parser.beginParsing(reader);
    int[] fields = null;
    int width = 0;
    long start = 1;
    for (String[] record = parser.parseNext(); record != null; record = parser.parseNext()) {
      if (fields == null) {
        List<String> header = CsvFormat.names(record);
        fields = fields(header);
        width = header.size();
      } else {
        DataException bad = check(record, width, fields, row, check, file, start);
        if (bad != null) {
          return bad;
        }
      }
      start = parser.getContext().currentLine() + 1;
    }
    return null;
  }

  /** Where in the file each cell of a row is; −1 for one that is not. */
  private int[] fields(List<String> header) {
    int[] fields = new int[names.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = header.indexOf(names[i]);
    }
    return fields;
  }

  private static DataException check(
      String[] record,
      int width,
      int[] fields,
      Row row,
      Consumer<Row> check,
      Path file,
      long line) {
    try {
      if (record == null || record.length != width) {
        throw ragged(record == null ? 0 : record.length, width);
      }
      Object[] cells = new Object[fields.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = fields[i] < 0 ? row.get(i) : record[fields[i]]; // else of the folder's name
      }
      check.accept(RowFactory.create(cells));
      return null;
    } catch (BadValue e) {
      return e.at("%s line %d".formatted(InputFile.name(file), line));
    }
  }

  private static BadValue ragged(int fields, int width) {
    return new BadValue(
        "Invalid row: %d fields where the header has %d".formatted(fields, width), RAGGED_WAY_OUT);
  }
}
