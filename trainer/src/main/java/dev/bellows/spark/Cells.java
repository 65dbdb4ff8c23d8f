package dev.bellows.spark;

import dev.bellows.data.Texts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import scala.collection.Seq;

/**
 * The canonical number and text of a cell, whatever type it comes in; decides bits. A value gives
 * the same number and the same text, typed or written as text by Spark's CSV writer.
 */
final class Cells implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String NUMBER_WAY_OUT =
      "name the column categorical, list the text under missing-values, or set bad-rows: drop";
  private static final String FINITE_WAY_OUT =
      "list it under missing-values, or set bad-rows: drop";

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  private static final DateTimeFormatter LOCAL_TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private final HashSet<String> missingTexts;
  private final double[] missingNumbers;
  private final HashSet<Double> missingNotFinite;

  /** Cells where each of {@code missing}, as a text or a number, stands for no value. */
  Cells(List<String> missing) {
    missingTexts = new HashSet<>();
    missing.forEach(text -> missingTexts.add(text.trim()));
    missingNumbers =
        missing.stream()
            .mapToDouble(text -> Texts.number(text.trim()))
            .filter(Double::isFinite)
            .toArray();
    missingNotFinite = new HashSet<>();
    missingTexts.stream()
        .filter(Texts::isNotFinite)
        .map(Cells::notFinite)
        .forEach(missingNotFinite::add);
  }

  private static double notFinite(String text) {
    if (text.toLowerCase(Locale.ROOT).endsWith("nan")) {
      return Double.NaN;
    }
    return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** The number in {@code cell}; NaN where it is missing. */
  double number(Object cell, String column) {
    if (cell instanceof String text) {
      return number(text, column);
    } else if (cell == null) {
      return Double.NaN;
    }
    double value;
    if (cell instanceof Double number) {
      value = number;
    } else if (cell instanceof Float number) {
      value = widen(number);
    } else if (cell instanceof Boolean flag) {
      value = flag ? 1 : 0;
    } else {
      value = ((Number) cell).doubleValue();
    }
    return finite(value, column);
  }

  private double number(String cell, String column) {
    String text = cell.trim();
    if (isMissing(text)) {
      return Double.NaN;
    }
    double value = Texts.number(text);
    if (Double.isNaN(value)) {
      if (text.equalsIgnoreCase("true")) {
        value = 1;
      } else if (text.equalsIgnoreCase("false")) {
        value = 0;
      } else if (Texts.isNotFinite(text)) {
        if (missingNotFinite.contains(notFinite(text))) {
          return Double.NaN;
        }
        throw notFinite(text, column);
      } else {
        throw new BadValue(
            "Invalid number: %s in column %s".formatted(BadValue.quote(text), column),
            NUMBER_WAY_OUT);
      }
    }
    if (Double.isInfinite(value)) {
      throw notFinite(text, column);
    }
    return present(value);
  }

  /** {@code value} of a typed column; NaN where it is listed as missing. */
  private double finite(double value, String column) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      if (missingNotFinite.contains(value)) {
        return Double.NaN;
      }
      throw notFinite(Double.toString(value), column);
    }
    return present(value);
  }

  private double present(double value) {
    for (double missing : missingNumbers) {
      if (value == missing) {
        return Double.NaN;
      }
    }
    return value;
  }

  /** The number whose text a float's text is: 0.1f counts as 0.1, as it would from a text file. */
  static double widen(float value) {
    return value == Math.rint(value) || Float.isNaN(value)
        ? value
        : Double.parseDouble(Float.toString(value));
  }

  /** The text of {@code cell}, trimmed; null where it is missing. */
  String text(Object cell) {
    if (cell == null) {
      return null;
    }
    String text = cell instanceof String given ? given.trim() : written(cell);
    return isMissing(text) ? null : text;
  }

  /** The name of the class that a label's {@code cell} means; null where it is missing. */
  String className(Object cell) {
    String text = text(cell);
    return text == null ? null : Texts.className(text);
  }

  /** Whether a trimmed text is empty or listed as missing. */
  boolean isMissing(String text) {
    return text.isEmpty() || (!missingTexts.isEmpty() && missingTexts.contains(text));
  }

  /** An array or a vector, ready for {@link #element}; null where it is missing. */
  static Object array(Object cell) {
    return cell instanceof Vector vector ? vector.toArray() : cell;
  }

  /** How many elements {@code array} has. */
  static int length(Object array) {
    return array instanceof double[] values ? values.length : ((Seq<?>) array).length();
  }

  /** The number at {@code index} of {@code array}; NaN where it is missing. */
  double element(Object array, int index, String column) {
    return array instanceof double[] values
        ? finite(values[index], column)
        : number(((Seq<?>) array).apply(index), column);
  }

  /** The day of {@code cell}, of instants in UTC. */
  LocalDate day(Object cell, String column) {
    if (cell instanceof java.sql.Date date) {
      return date.toLocalDate();
    } else if (cell instanceof LocalDate date) {
      return date;
    } else if (cell instanceof java.sql.Timestamp timestamp) {
      return timestamp.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
    } else if (cell instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    } else if (cell instanceof LocalDateTime time) {
      return time.toLocalDate();
    }
    String text = text(cell);
    try {
      return LocalDate.parse(text.substring(0, 10));
    } catch (RuntimeException e) {
      throw new BadValue(
          "Invalid date: %s in column %s".formatted(BadValue.quote(text), column),
          "write it like 2024-12-31, or set bad-rows: drop");
    }
  }

  private static String written(Object cell) {
    if (cell instanceof java.sql.Timestamp timestamp) {
      return TIMESTAMP.format(timestamp.toInstant().atOffset(ZoneOffset.UTC));
    } else if (cell instanceof Instant instant) {
      return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
    } else if (cell instanceof LocalDateTime time) {
      return LOCAL_TIMESTAMP.format(time);
    } else if (cell instanceof BigDecimal number) {
      return number.toString();
    }
    return cell.toString();
  }

  private static BadValue notFinite(String text, String column) {
    return new BadValue("Invalid number: %s in column %s".formatted(text, column), FINITE_WAY_OUT);
  }
}
