package dev.bellows.spark;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import dev.bellows.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * How a text file is cut into fields: for Spark's reader and, where a single line is to be looked
 * at, for the parser behind it. Quotes in quoted fields are doubled (RFC 4180) unless {@code
 * escape} says otherwise.
 */
final class CsvFormat implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MAX_COLUMNS = 1 << 16;
  private static final char NONE = '\0';

  private final String delimiter;
  private final char quote;
  private final char escape;
  private final char comment;
  private final String encoding;
  private final boolean multiline;

  private CsvFormat(SourceSpec source) {
    Map<String, String> options = source.options();
    delimiter = options.getOrDefault("delimiter", ",").replace("\\t", "\t");
    quote = character(options.getOrDefault("quote", "\""), "quote");
    escape = options.containsKey("escape") ? character(options.get("escape"), "escape") : quote;
    comment = character(options.getOrDefault("comment", ""), "comment");
    encoding = options.getOrDefault("encoding", "UTF-8");
    multiline = Boolean.parseBoolean(options.getOrDefault("multiline", "false"));
    if (delimiter.isEmpty()) {
      throw new DataException("Invalid delimiter: '': must be at least one character");
    }
    try {
      Charset.forName(encoding);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "Invalid encoding: %s: name one that Java knows, like UTF-8 or ISO-8859-1"
              .formatted(encoding),
          e);
    }
  }

  /** The format that the options of {@code source} describe. */
  static CsvFormat of(SourceSpec source) {
    return new CsvFormat(source);
  }

  private static char character(String text, String option) {
    if (text.length() > 1) {
      throw new DataException(
          "Invalid %s: '%s': must be one character or empty".formatted(option, text));
    }
    return text.isEmpty() ? NONE : text.charAt(0);
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  boolean isMultiline() {
    return multiline;
  }

  /** Options of Spark's reader. Every field comes as text, and no line is repaired in silence. */
  Map<String, String> sparkOptions() {
    Map<String, String> options = new HashMap<>();
    options.put("sep", delimiter);
    options.put("quote", quote == NONE ? "" : String.valueOf(quote));
    options.put("escape", String.valueOf(escape));
    if (comment != NONE) {
      options.put("comment", String.valueOf(comment));
    }
    options.put("encoding", encoding);
    options.put("multiLine", Boolean.toString(multiline));
    options.put("header", "true");
    options.put("enforceSchema", "true");
    options.put("columnPruning", "false");
    options.put("mode", "PERMISSIVE");
    options.put("maxColumns", Integer.toString(MAX_COLUMNS));
    return options;
  }

  /** The parser that Spark's reader uses, with the same settings. */
  CsvParser parser() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setQuote(quote);
    settings.getFormat().setQuoteEscape(escape);
    if (comment == NONE) {
      settings.setCommentProcessingEnabled(false);
    } else {
      settings.getFormat().setComment(comment);
    }
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.STOP_AT_DELIMITER);
    settings.setLineSeparatorDetectionEnabled(multiline);
    return new CsvParser(settings);
  }

  /** Whether {@code line} holds a row. */
  boolean isRow(String line) {
    return !line.isBlank() && (comment == NONE || line.charAt(0) != comment);
  }

  /**
   * The first line of {@code file} that is neither blank nor a comment; null where there is none.
   */
  String headerLine(Path file) throws IOException {
    try (BufferedReader lines = InputFile.lines(file, charset())) {
      String line = lines.readLine();
      while (line != null && !isRow(line)) {
        line = lines.readLine();
      }
      return line;
    }
  }

  /** The fields of a line; an empty one is "". */
  String[] fields(String line) {
    String[] fields = parser().parseLine(line);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i] == null ? "" : fields[i];
    }
    return fields;
  }

  /** The names in a header's fields, trimmed; {@code _c3} for the fourth where it has none. */
  static List<String> names(String[] fields) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      boolean blank = fields[i] == null || fields[i].isBlank();
      names.add(blank ? "_c" + i : fields[i].trim());
    }
    return names;
  }
}
