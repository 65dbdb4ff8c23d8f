package dev.bellows.data;

import static dev.bellows.data.Column.Kind.CATEGORICAL;
import static dev.bellows.data.Column.Kind.IMAGE;
import static dev.bellows.data.Column.Kind.NUMERIC;
import static dev.bellows.data.Column.Kind.TEXT;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * Where a row holds what preprocessing looks at: features and labels in the order of their names,
 * whatever the order of the source, so that the same table with its columns in another order gives
 * the same inputs.
 */
final class ColumnIndex implements Serializable {
  private static final long serialVersionUID = 1;
  final String[] numbers;
  final int[] numberSlots;
  final String[] texts;
  final int[] textSlots;
  final int tokenSlot; // of the text to be read; −1 for none
  final int imageSlot; // −1 for none
  final String[] targets;
  final int[] targetSlots;
  final String classColumn; // null for a regression, or where there is no label
  final int classSlot; // −1 likewise
  private final String weightColumn;
  private final int weightSlot;

  /**
   * @throws DataException if there are labels of both kinds, several class labels, several weight
   *     columns or a text as weight
   */
  ColumnIndex(Columns columns) {
    List<Integer> labels = sorted(columns, Column.Role.LABEL);
    List<Integer> weights = sorted(columns, Column.Role.WEIGHT);
    List<Integer> numeric = only(columns, sorted(columns, Column.Role.FEATURE), NUMERIC);
    List<Integer> categorical = only(columns, sorted(columns, Column.Role.FEATURE), CATEGORICAL);
    List<Integer> regression = only(columns, labels, NUMERIC);
    List<Integer> classes = only(columns, labels, CATEGORICAL);
    if (classes.size() + Math.min(1, regression.size()) > 1) {
      throw new DataException(
          "Cannot train on the labels %s: give one class, or numbers only"
              .formatted(List.of(names(columns, labels))));
    }
    if (weights.size() > 1) {
      throw new DataException(
          "Cannot weigh rows by %s: give one column".formatted(List.of(names(columns, weights))));
    }
    if (!weights.isEmpty() && columns.get(weights.get(0)).kind() != NUMERIC) {
      throw new DataException(
          "Invalid weight column '%s': it holds texts; weights are numbers ≥ 0"
              .formatted(columns.get(weights.get(0)).name()));
    }
    numbers = names(columns, numeric);
    numberSlots = slots(columns, numeric);
    texts = names(columns, categorical);
    textSlots = slots(columns, categorical);
    tokenSlot = slot(columns, TEXT);
    imageSlot = slot(columns, IMAGE);
    targets = names(columns, regression);
    targetSlots = slots(columns, regression);
    classColumn = classes.isEmpty() ? null : columns.get(classes.get(0)).name();
    classSlot = classes.isEmpty() ? -1 : columns.slot(classes.get(0));
    weightColumn = weights.isEmpty() ? null : columns.get(weights.get(0)).name();
    weightSlot = weights.isEmpty() ? -1 : columns.slot(weights.get(0));
  }

  /** Whether there is anything to learn from. */
  boolean hasFeatures() {
    return numbers.length + texts.length > 0 || tokenSlot >= 0 || imageSlot >= 0;
  }

  /** The weight of {@code row}, 1 where there is no weight column. */
  double weight(Row row) {
    if (weightSlot < 0) {
      return 1;
    }
    double weight = row.number(weightSlot);
    if (!(weight >= 0) || weight > Float.MAX_VALUE) {
      throw new DataException(
          "Invalid weight in column '%s': %s: must be a number ≥ 0"
              .formatted(weightColumn, Double.isNaN(weight) ? "missing" : weight));
    }
    return weight;
  }

  /** The class of {@code row}. */
  String label(Row row) {
    String label = row.text(classSlot);
    if (label == null) {
      throw missingLabel(classColumn);
    }
    return label;
  }

  /** Number {@code i} that {@code row} has as label. */
  double target(Row row, int i) {
    double target = row.number(targetSlots[i]);
    if (Double.isNaN(target)) {
      throw missingLabel(targets[i]);
    }
    if (Double.isInfinite(target)) {
      throw new DataException(
          "Invalid label in column '%s': %s: must be finite".formatted(targets[i], target));
    }
    return target;
  }

  /** Of the one feature of this kind; −1 for none. */
  private static int slot(Columns columns, Column.Kind kind) {
    List<Integer> found = only(columns, columns.with(Column.Role.FEATURE), kind);
    return found.isEmpty() ? -1 : columns.slot(found.get(0));
  }

  private static DataException missingLabel(String column) {
    return new DataException(
        "Cannot use a row without a label: column '%s' is empty there; drop such rows from the source"
            .formatted(column));
  }

  private static List<Integer> sorted(Columns columns, Column.Role role) {
    return columns.with(role).stream()
        .sorted(Comparator.comparing(i -> columns.get(i).name(), NaturalOrder::compareNames))
        .toList();
  }

  private static List<Integer> only(Columns columns, List<Integer> indices, Column.Kind kind) {
    return indices.stream().filter(i -> columns.get(i).kind() == kind).toList();
  }

  private static String[] names(Columns columns, List<Integer> indices) {
    return indices.stream().map(i -> columns.get(i).name()).toArray(String[]::new);
  }

  private static int[] slots(Columns columns, List<Integer> indices) {
    return indices.stream().mapToInt(columns::slot).toArray();
  }
}
