package dev.bellows.spark;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.Row;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the tests of sources share. */
final class SourceTests {
  private SourceTests() {}

  /** Writes {@code lines} to {@code name} in {@code folder}. */
  static String write(Path folder, String name, String... lines) {
    return write(folder, name, StandardCharsets.UTF_8, lines);
  }

  static String write(Path folder, String name, Charset charset, String... lines) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n", charset);
      return file.toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A source with options given as key, value, … */
  static SourceSpec source(SourceSpec.Format format, String path, String... options) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new SourceSpec(format, path, null, List.of(), SourceSpec.BadRows.FAIL, map);
  }

  static SourceSpec csv(String path, String... options) {
    return source(SourceSpec.Format.CSV, path, options);
  }

  static SourceSpec query(String query) {
    return new SourceSpec(
        SourceSpec.Format.QUERY, null, query, List.of(), SourceSpec.BadRows.FAIL, Map.of());
  }

  static SourceSpec dropping(SourceSpec source) {
    return new SourceSpec(
        source.format(),
        source.path(),
        source.query(),
        source.missingValues(),
        SourceSpec.BadRows.DROP,
        source.options());
  }

  static SourceSpec missing(SourceSpec source, String... missing) {
    return new SourceSpec(
        source.format(),
        source.path(),
        source.query(),
        List.of(missing),
        source.badRows(),
        source.options());
  }

  /** The column {@code label} and what else is said of the columns. */
  static ColumnSpec label(String label) {
    return ColumnSpec.ofLabel(label);
  }

  static ColumnSpec numeric(ColumnSpec spec, String... names) {
    return new ColumnSpec(
        spec.labels(),
        spec.labelKind(),
        spec.positive(),
        spec.weight(),
        List.of(names),
        spec.categorical(),
        spec.drop());
  }

  static ColumnSpec categorical(ColumnSpec spec, String... names) {
    return new ColumnSpec(
        spec.labels(),
        spec.labelKind(),
        spec.positive(),
        spec.weight(),
        spec.numeric(),
        List.of(names),
        spec.drop());
  }

  static ColumnSpec drop(ColumnSpec spec, String... names) {
    return new ColumnSpec(
        spec.labels(),
        spec.labelKind(),
        spec.positive(),
        spec.weight(),
        spec.numeric(),
        spec.categorical(),
        List.of(names));
  }

  static ColumnSpec kind(ColumnSpec spec, ColumnSpec.LabelKind kind) {
    return new ColumnSpec(
        spec.labels(),
        kind,
        spec.positive(),
        spec.weight(),
        spec.numeric(),
        spec.categorical(),
        spec.drop());
  }

  static ColumnSpec weight(ColumnSpec spec, String weight) {
    return new ColumnSpec(
        spec.labels(),
        spec.labelKind(),
        spec.positive(),
        weight,
        spec.numeric(),
        spec.categorical(),
        spec.drop());
  }

  /**
   * The columns as {@code name:N}, for a numeric feature; C is categorical, + a label, * a weight.
   */
  static String columns(Table table) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      String role =
          switch (column.role()) {
            case FEATURE -> "";
            case LABEL -> "+";
            case WEIGHT -> "*";
          };
      names.add(column.name() + ":" + column.kind().name().charAt(0) + role);
    }
    return String.join(" ", names);
  }

  /** The rows, values in the order of the columns, sorted; a row that is held out ends in !. */
  static List<String> rows(Table table) {
    Columns columns = table.columns();
    return DataErrors.unwrapping(() -> table.rows().collect()).stream()
        .map(row -> text(columns, row))
        .sorted()
        .toList();
  }

  static String text(Columns columns, Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int slot = columns.slot(i);
      if (columns.get(i).kind() == Column.Kind.NUMERIC) {
        double number = row.number(slot);
        values.add(Double.isNaN(number) ? "-" : String.valueOf(number));
      } else {
        values.add(row.text(slot) == null ? "-" : row.text(slot));
      }
    }
    return String.join(" ", values) + (row.validation() ? " !" : "");
  }

  /** The identities of the rows, sorted. */
  static List<String> identities(Table table) {
    return table
        .rows()
        .map(row -> Long.toHexString(row.identityHigh()) + Long.toHexString(row.identityLow()))
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  /** The message with which {@code action} ends. */
  static String failure(Supplier<?> action) {
    return catchThrowableOfType(DataException.class, () -> DataErrors.unwrapping(action::get))
        .getMessage();
  }
}
