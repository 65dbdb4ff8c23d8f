package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** Finds out, once a row turned out bad, where it stands. */
interface BadRowFinder extends Serializable {
  /** The problem of a row of which its reader says only that {@code wrong}. */
  default BadValue problem(String wrong) {
    return new BadValue("Invalid row: " + wrong, "mend it, or set bad-rows: drop");
  }

  /**
   * The error for the user.
   *
   * @param problem of {@code row}
   * @param row as it was read
   * @param check throws a {@link BadValue} for a bad row; what looks through the file for the line
   *     may come upon another bad row before this one
   */
  DataException explain(BadValue problem, Row row, Consumer<Row> check);

  /**
   * The finder for a source whose rows have the cells {@code names}: it looks for the line of a
   * text file, and names the file of others.
   */
  static BadRowFinder of(SourceSpec source, List<String> names) {
    return switch (source.format()) {
      case CSV -> new CsvRowFinder(CsvFormat.of(source), names, InputLines.FAR);
      case IMAGES -> new PathRowFinder(names.indexOf(ImageSource.PATH));
      default -> BadRowFinder::byFile;
    };
  }

  /** Names the file alone, if that. */
  static DataException byFile(BadValue problem, Row row, Consumer<Row> check) {
    Path file = InputFile.current();
    return problem.at(file == null ? "" : InputFile.name(file));
  }
}
