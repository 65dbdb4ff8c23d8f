package dev.bellows.testing;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import java.util.Arrays;
import java.util.List;

/** Small tables for tests: columns, and rows given as values in their order. */
public final class Tables {
  private Tables() {}

  public static Column number(String name) {
    return new Column(name, Column.Kind.NUMERIC, Column.Role.FEATURE);
  }

  public static Column text(String name) {
    return new Column(name, Column.Kind.CATEGORICAL, Column.Role.FEATURE);
  }

  public static Column target(String name) {
    return new Column(name, Column.Kind.NUMERIC, Column.Role.LABEL);
  }

  public static Column classes(String name) {
    return new Column(name, Column.Kind.CATEGORICAL, Column.Role.LABEL);
  }

  public static Column weight(String name) {
    return new Column(name, Column.Kind.NUMERIC, Column.Role.WEIGHT);
  }

  public static Columns columns(Column... columns) {
    return new Columns(List.of(columns));
  }

  /** A training row; null is a missing value. */
  public static Row row(Columns columns, Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d values for %d columns: %s"
              .formatted(values.length, columns.size(), Arrays.toString(values)));
    }
    double[] numbers = new double[columns.numbers()];
    String[] texts = new String[columns.texts()];
    RowHash.Digest digest = new RowHash.Digest();
    for (int i = 0; i < values.length; i++) {
      if (columns.get(i).kind() == Column.Kind.NUMERIC) {
        double number = values[i] == null ? Double.NaN : ((Number) values[i]).doubleValue();
        numbers[columns.slot(i)] = number;
        digest.number(number);
      } else {
        texts[columns.slot(i)] = (String) values[i];
        digest.text((String) values[i]);
      }
    }
    return new Row(numbers, texts, digest.hash(), false);
  }
}
