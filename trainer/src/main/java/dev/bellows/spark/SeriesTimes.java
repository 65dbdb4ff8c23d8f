package dev.bellows.spark;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads when a row of a series was, of a typed cell or a text in ISO 8601, so that one instant is
 * one number however it is written. A month or day stands for its beginning; what names no offset
 * is in UTC.
 */
final class SeriesTimes {
  private static final Pattern LIKE_A_DATE = Pattern.compile("\\d{4}-\\d{2}.*");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM[-dd['T'HH:mm[:ss")
          .optionalStart()
          .appendFraction(NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("][XXX][XX][X]]]")
          .parseDefaulting(DAY_OF_MONTH, 1)
          .parseDefaulting(HOUR_OF_DAY, 0)
          .parseDefaulting(OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private SeriesTimes() {}

  /**
   * The seconds from 1970 to the time in {@code cell}, to the nanosecond; null where it is none.
   *
   * @param text of the cell
   * @throws BadValue if it looks like a time and is none
   */
  static BigDecimal seconds(Object cell, String text, String column) {
    if (cell instanceof java.sql.Timestamp timestamp) {
      return seconds(timestamp.toInstant());
    } else if (cell instanceof Instant instant) {
      return seconds(instant);
    } else if (cell instanceof LocalDateTime time) {
      return seconds(time.toInstant(ZoneOffset.UTC));
    } else if (cell instanceof java.sql.Date date) {
      return seconds(date.toLocalDate());
    } else if (cell instanceof LocalDate date) {
      return seconds(date);
    }
    return LIKE_A_DATE.matcher(text).matches() ? seconds(text, column) : null;
  }

  private static BigDecimal seconds(String text, String column) {
    boolean blank = text.length() > 10 && text.charAt(10) == ' ';
    String iso = blank ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    try {
      return seconds(ISO.parse(iso, OffsetDateTime::from).toInstant());
    } catch (DateTimeException e) {
      throw invalid(text, column);
    }
  }

  private static BigDecimal seconds(LocalDate date) {
    return seconds(date.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .add(BigDecimal.valueOf(instant.getNano(), 9));
  }

  /** What is said of {@code text} where it orders nothing. */
  static BadValue invalid(String text, String column) {
    return new BadValue(
        "Invalid order: %s in column %s".formatted(BadValue.quote(text), column),
        "must be a number, or a date or time like 2024-12, 2024-12-31, 2024-12-31T10:00 or 2024-12-31 10:00:00.5+01:00; convert it with a query");
  }
}
