package dev.bellows.data.generator;

import java.util.List;

/** Rows of a generator as lines of text. */
public enum TextForm {
  /** Values between commas under a header; nothing for a blank. */
  CSV,
  /** An object a line; a blank has no member. */
  JSON,
  /** {@code label index:value …} without zeros; of tables that hold nothing but numbers. */
  LIBSVM;

  /** The first line of each file; null for none. */
  public String header(Generator generator) {
    if (this != CSV) {
      return null;
    }
    StringBuilder header = new StringBuilder();
    for (Generator.Field field : generator.fields()) {
      if (field.type() == Generator.Type.PIXELS) {
        for (int i = 0; i < field.width(); i++) {
          header.append(field.name()).append('[').append(i).append("],");
        }
      } else {
        header.append(field.name()).append(',');
      }
    }
    return withoutLast(header);
  }

  /** The line of row {@code index}. */
  public String line(Generator generator, long index) {
    Object[] row = generator.row(index);
    return switch (this) {
      case CSV -> csv(row);
      case JSON -> json(generator.fields(), row);
      case LIBSVM -> libsvm(generator, row);
    };
  }

  /**
   * Refuses tables that cannot be written like this.
   *
   * @throws IllegalArgumentException if there are texts where only numbers can be
   */
  public void require(Generator generator) {
    for (Generator.Field field : generator.fields()) {
      if (this == LIBSVM && field.type() == Generator.Type.TEXT) {
        throw new IllegalArgumentException(
            "Invalid format: libsvm: column %s holds text; write csv, json or parquet"
                .formatted(field.name()));
      }
    }
  }

  private static String csv(Object[] row) {
    StringBuilder line = new StringBuilder();
    for (Object value : row) {
      if (value instanceof double[] pixels) {
        for (double pixel : pixels) {
          line.append(pixel).append(',');
        }
      } else {
        line.append(value == null ? "" : value).append(','); // no text needs a quote
      }
    }
    return withoutLast(line);
  }

  private static String json(List<Generator.Field> fields, Object[] row) {
    StringBuilder line = new StringBuilder("{");
    for (int i = 0; i < row.length; i++) {
      if (row[i] == null) {
        continue;
      }
      line.append('"').append(fields.get(i).name()).append("\":");
      if (row[i] instanceof double[] pixels) {
        line.append('[');
        for (double pixel : pixels) {
          line.append(pixel).append(',');
        }
        line.setCharAt(line.length() - 1, ']');
      } else if (row[i] instanceof String text) {
        line.append('"').append(text).append('"'); // nor an escape
      } else {
        line.append(row[i]);
      }
      line.append(',');
    }
    return withoutLast(line) + "}";
  }

  private static String libsvm(Generator generator, Object[] row) {
    StringBuilder features = new StringBuilder();
    Object label = null;
    int index = 1;
    for (int i = 0; i < row.length; i++) {
      Generator.Field field = generator.fields().get(i);
      if (field.name().equals(generator.label())) {
        label = row[i];
      } else if (row[i] instanceof double[] pixels) {
        for (double pixel : pixels) {
          append(features, index++, pixel);
        }
      } else {
        append(features, index++, row[i] == null ? 0 : ((Number) row[i]).doubleValue());
      }
    }
    return label + features.toString();
  }

  private static void append(StringBuilder features, int index, double value) {
    if (value != 0) {
      features.append(' ').append(index).append(':').append(value);
    }
  }

  private static String withoutLast(StringBuilder line) {
    return line.substring(0, line.length() - 1);
  }
}
