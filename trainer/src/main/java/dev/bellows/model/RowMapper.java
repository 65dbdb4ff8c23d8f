package dev.bellows.model;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.ImageDecoder;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.RowValues;
import dev.bellows.data.Texts;
import java.awt.image.BufferedImage;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes typed rows of whatever values a program has at hand, by the rules of the sources: texts are
 * trimmed and empty ones are missing, a boolean is 1 or 0, a float is the number that its text
 * says, a picture is brought to its size.
 */
final class RowMapper {
  private static final Pattern ELEMENT = Pattern.compile("(.+)\\[([0-9]{1,9})]", Pattern.DOTALL);
  private static final RowHash NO_IDENTITY = new RowHash(0, 0);

  private final Columns columns;
  private final int[] features;
  private final String[] arrays; // p for the column p[7]; else null
  private final int[] elements;

  RowMapper(Columns columns) {
    this.columns = columns;
    this.features =
        columns.with(Column.Role.FEATURE).stream().mapToInt(Integer::intValue).toArray();
    this.arrays = new String[columns.size()];
    this.elements = new int[columns.size()];
    for (int i : features) {
      Matcher matcher = ELEMENT.matcher(columns.get(i).name());
      if (matcher.matches()) {
        arrays[i] = matcher.group(1);
        elements[i] = Integer.parseInt(matcher.group(2));
      }
    }
  }

  Row row(List<String> names, Object[] values) {
    if (names.size() != values.length) {
      throw new DataException(
          "Cannot score a row of %d values for %d columns".formatted(values.length, names.size()));
    }
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(names.get(i), values[i]);
    }
    return row(row);
  }

  Row row(Map<String, ?> values) {
    RowValues row = new RowValues(columns);
    for (int i : features) {
      Column column = columns.get(i);
      Object value = value(values, i);
      int slot = columns.slot(i);
      switch (column.kind()) {
        case NUMERIC -> row.putNumber(slot, number(value, column.name()));
        case CATEGORICAL, TEXT -> row.putText(slot, text(value));
        case IMAGE -> row.putImage(slot, image(value, column.name()));
      }
    }
    return new Row(row, NO_IDENTITY, false);
  }

  private Object value(Map<String, ?> values, int column) {
    String name = columns.get(column).name();
    Object value = values.get(name);
    if (value != null || values.containsKey(name)) {
      return value;
    }
    Object array = arrays[column] == null ? null : values.get(arrays[column]);
    if (array instanceof List<?> list && elements[column] < list.size()) {
      return list.get(elements[column]);
    }
    if (array != null && array.getClass().isArray() && elements[column] < Array.getLength(array)) {
      return Array.get(array, elements[column]);
    }
    throw new DataException(
        "Cannot score a row without '%s', which the model was trained on: give null where it is missing"
            .formatted(name));
  }

  private byte[] image(Object value, String column) {
    if (value instanceof byte[] file) {
      return ImageDecoder.pixels(file, columns.shape());
    }
    if (value instanceof BufferedImage image) {
      return ImageDecoder.pixels(image, columns.shape());
    }
    throw new DataException(
        "Invalid image in column '%s': give the bytes of its file, or a BufferedImage"
            .formatted(column));
  }

  private static double number(Object value, String column) {
    double number;
    if (value == null) {
      return Double.NaN;
    } else if (value instanceof Float single) {
      number = Double.parseDouble(single.toString());
    } else if (value instanceof Number any) {
      number = any.doubleValue();
    } else if (value instanceof Boolean flag) {
      number = flag ? 1 : 0;
    } else {
      number = parsed(value.toString().trim(), column);
    }
    if (Double.isInfinite(number)) {
      throw new DataException(
          "Invalid number in column '%s': %s: must be finite".formatted(column, number));
    }
    return number;
  }

  private static double parsed(String text, String column) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true") ? 1 : 0;
    }
    double number = Texts.number(text);
    if (Double.isNaN(number)) {
      throw new DataException(
          "Invalid number in column '%s': '%s': the model was trained on numbers there"
              .formatted(column, text));
    }
    return number;
  }

  private static String text(Object value) {
    String text = value == null ? "" : value.toString().trim();
    return text.isEmpty() ? null : text;
  }
}
