package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.ImageDecoder;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.RowValues;
import dev.bellows.data.Texts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/**
 * Reads typed values from the rows of a DataFrame, by the names of its columns; {@code pixels[3]}
 * is element 3 of the array or vector {@code pixels}, where there is no column of that name. Used
 * by one thread at a time.
 */
public final class RowReader implements Serializable {
  private static final long serialVersionUID = 1;
  private static final RowHash NO_IDENTITY = new RowHash(0, 0);
  private static final Pattern ELEMENT = Pattern.compile("(.*)\\[(\\d{1,9})]", Pattern.DOTALL);

  /** Texts to remember; a column with more of them is no category anyway. */
  private static final int INTERNED = 1 << 16;

  private static final String REGRESSION_WAY_OUT =
      "a regression needs numbers; for a classification choose a loss like binary-cross-entropy,"
          + " or set bad-rows: drop";

  private static final String IMAGE_WAY_OUT = "take it out, or set bad-rows: drop";

  private final Columns columns;
  private final Cells cells;
  private final Place[] places;
  private final int[] widths; // elements of each field's array
  private final Classes classes;
  private final BadRowFinder finder;
  private transient Map<String, String> interned;

  /** Where the value of a column is. */
  private static final class Place implements Serializable {
    private static final long serialVersionUID = 1;
    private final Column column;
    private final int slot;
    private final int field;
    private final int element; // −1 for a cell that is no array

    Place(Column column, int slot, int field, int element) {
      this.column = column;
      this.slot = slot;
      this.field = field;
      this.element = element;
    }
  }

  /** Which numbers may be classes. */
  enum Classes {
    /** Whole ones: a fraction tells that the label is a measured number. */
    WHOLE,
    ANY
  }

  private RowReader(
      StructType schema,
      Columns columns,
      Set<Column.Role> roles,
      Classes classes,
      SourceSpec source) {
    this.columns = columns;
    this.cells = new Cells(source.missingValues());
    this.classes = classes;
    this.finder = BadRowFinder.of(source, List.of(schema.fieldNames()));
    List<String> names = Arrays.asList(schema.fieldNames());
    List<Place> found = new ArrayList<>();
    widths = new int[names.size()];
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (roles.contains(column.role())) {
        Place place = place(column, columns.slot(i), names, source);
        found.add(place);
        widths[place.field] = Math.max(widths[place.field], place.element + 1);
      }
    }
    places = found.toArray(Place[]::new);
  }

  /**
   * A reader of the feature columns of {@code columns}; labels and weight may be absent and are not
   * looked at.
   *
   * @throws DataException if a feature column is missing
   */
  public static RowReader of(StructType schema, Columns columns, SourceSpec source) {
    return of(schema, columns, EnumSet.of(Column.Role.FEATURE), Classes.ANY, source);
  }

  /** A reader of the columns with {@code roles}. */
  static RowReader of(
      StructType schema,
      Columns columns,
      Set<Column.Role> roles,
      Classes classes,
      SourceSpec source) {
    return new RowReader(schema, columns, roles, classes, source);
  }

  private static Place place(Column column, int slot, List<String> names, SourceSpec source) {
    int field = field(column.name(), names, source);
    boolean isElement = !names.get(field).equals(column.name());
    int element =
        isElement
            ? Integer.parseInt(
                column.name(), names.get(field).length() + 1, column.name().length() - 1, 10)
            : -1;
    return new Place(column, slot, field, element);
  }

  /**
   * Which of the fields {@code names} holds column {@code name}, itself or in an array.
   *
   * @throws DataException if there is none
   */
  static int field(String name, List<String> names, SourceSpec source) {
    if (names.contains(name)) {
      return names.indexOf(name);
    }
    Matcher element = ELEMENT.matcher(name);
    if (element.matches() && names.contains(element.group(1))) {
      return names.indexOf(element.group(1));
    }
    throw ColumnNames.missing(name, names, source.name());
  }

  /**
   * The values of {@code row} in the slots of the columns; the slots of labels and weight are
   * missing.
   *
   * @throws DataException if a value is not of its column's kind
   */
  public Row read(org.apache.spark.sql.Row row) {
    RowValues values = new RowValues(columns);
    try {
      read(row, values);
    } catch (BadValue e) {
      throw finder.explain(e, row, other -> read(other, values));
    }
    return new Row(values, NO_IDENTITY, false);
  }

  /** The same; nothing where a value is not of its column's kind, and no search for its line. */
  public Optional<Row> readGood(org.apache.spark.sql.Row row) {
    RowValues values = new RowValues(columns);
    try {
      read(row, values);
    } catch (BadValue e) {
      return Optional.empty();
    }
    return Optional.of(new Row(values, NO_IDENTITY, false));
  }

  /**
   * Reads the values of {@code row} into their slots.
   *
   * @throws BadValue if a value is not of its column's kind, or a label or weight is missing
   */
  void read(org.apache.spark.sql.Row row, RowValues values) {
    int arrayField = -1;
    Object array = null;
    for (Place place : places) {
      Column column = place.column;
      if (place.element >= 0) {
        if (place.field != arrayField) {
          arrayField = place.field;
          array = Cells.array(row.get(place.field));
          requireWidth(array, place, widths[place.field]);
        }
        values.putNumber(
            place.slot,
            array == null ? Double.NaN : cells.element(array, place.element, column.name()));
      } else {
        read(row.get(place.field), place, values);
      }
    }
  }

  private void read(Object cell, Place place, RowValues values) {
    switch (place.column.kind()) {
      case NUMERIC -> values.putNumber(place.slot, number(cell, place.column));
      case CATEGORICAL, TEXT -> values.putText(place.slot, text(cell, place.column));
      case IMAGE -> values.putImage(place.slot, image(cell, place.column));
    }
  }

  private byte[] image(Object cell, Column column) {
    if (cell == null) {
      throw new BadValue("Invalid image: nothing in column " + column.name(), IMAGE_WAY_OUT);
    }
    try {
      return ImageDecoder.pixels((byte[]) cell, columns.shape());
    } catch (DataException e) {
      throw new BadValue(e.getMessage(), IMAGE_WAY_OUT);
    }
  }

  private double number(Object cell, Column column) {
    double value;
    try {
      value = cells.number(cell, column.name());
    } catch (BadValue e) {
      throw column.role() == Column.Role.LABEL ? e.orElse(REGRESSION_WAY_OUT) : e;
    }
    if (column.role() == Column.Role.WEIGHT && !(value >= 0)) {
      throw new BadValue(
          "Invalid weight: %s in column %s".formatted(BadValue.quote(cell), column.name()),
          "must be a number ≥ 0; mend it, or set bad-rows: drop");
    }
    if (column.role() == Column.Role.LABEL && Double.isNaN(value)) {
      throw missingLabel(column);
    }
    return value;
  }

  private String text(Object cell, Column column) {
    if (column.role() != Column.Role.LABEL) {
      String text = cells.text(cell);
      return column.kind() == Column.Kind.TEXT ? text : intern(text);
    }
    String name = cells.className(cell);
    if (name == null) {
      throw missingLabel(column);
    }
    if (classes == Classes.WHOLE && isFraction(name)) {
      throw new BadValue(
          "Invalid class: %s in column %s".formatted(BadValue.quote(cell), column.name()),
          "a classification needs classes; for a regression choose a loss like mse, or name the"
              + " column categorical where its numbers are names");
    }
    return intern(name);
  }

  private String intern(String text) {
    if (text == null) {
      return null;
    }
    if (interned == null) {
      interned = new HashMap<>();
    }
    String known = interned.get(text);
    if (known != null) {
      return known;
    }
    if (interned.size() < INTERNED) {
      interned.put(text, text);
    }
    return text;
  }

  private static boolean isFraction(String name) {
    double value = Texts.number(name);
    return !Double.isNaN(value) && !Texts.isWhole(value);
  }

  private static void requireWidth(Object array, Place place, int width) {
    if (array != null && Cells.length(array) != width) {
      String name = place.column.name();
      throw new BadValue(
          "Invalid array: %d elements in column %s"
              .formatted(Cells.length(array), name.substring(0, name.lastIndexOf('['))),
          "must be %d; mend it, or set bad-rows: drop".formatted(width));
    }
  }

  private static BadValue missingLabel(Column column) {
    return new BadValue(
        "Invalid label: nothing in column " + column.name(),
        "give every row a label, or set bad-rows: drop");
  }
}
