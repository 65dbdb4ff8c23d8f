package dev.bellows.spark;

import dev.bellows.data.InputSpec;
import java.io.Serializable;
import java.util.List;

/**
 * What the columns of a source are for. What is not named is a feature, of the kind that its type
 * or, in a text file, its values tell.
 *
 * @param labels what is to be learnt: one column, or several numbers of a regression
 * @param labelKind whether labels are classes or numbers
 * @param positive the class to predict the probability of, or null; it makes an {@link
 *     LabelKind#AUTO} label a class
 * @param weight column that says what a row counts, or null
 * @param numeric columns to be read as numbers, whatever their type
 * @param categorical columns to be read as texts, whatever their type
 * @param drop columns to leave out
 * @param inputs what they are made of; where it is one column, the others are no features
 */
public record ColumnSpec(
    List<String> labels,
    LabelKind labelKind,
    String positive,
    String weight,
    List<String> numeric,
    List<String> categorical,
    List<String> drop,
    InputSpec inputs)
    implements Serializable {

  /** What a label is. */
  public enum LabelKind {
    /** A class where {@code positive} is given or the label is text or boolean, else a number. */
    AUTO,
    /** A class, for a classification; whole numbers are classes too. */
    CLASS,
    /** A number, for a regression. */
    NUMBER
  }

  public ColumnSpec {
    labels = List.copyOf(labels);
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    drop = List.copyOf(drop);
    if (labels.size() > 1 && labelKind == LabelKind.CLASS) {
      throw new IllegalArgumentException(
          "Invalid label: %s: a classification has one label column"
              .formatted(String.join(", ", labels)));
    }
    for (String name : numeric) {
      if (categorical.contains(name)) {
        throw new IllegalArgumentException(
            "Invalid column %s: named both numeric and categorical".formatted(name));
      }
    }
    for (String name : drop) {
      if (labels.contains(name) || name.equals(weight)) {
        throw new IllegalArgumentException(
            "Invalid column %s: named both %s and drop"
                .formatted(name, name.equals(weight) ? "weight" : "label"));
      }
    }
    if (weight != null && labels.contains(weight)) {
      throw new IllegalArgumentException(
          "Invalid column %s: named both label and weight".formatted(weight));
    }
  }

  /** What the columns of a table are for. */
  public ColumnSpec(
      List<String> labels,
      LabelKind labelKind,
      String positive,
      String weight,
      List<String> numeric,
      List<String> categorical,
      List<String> drop) {
    this(labels, labelKind, positive, weight, numeric, categorical, drop, InputSpec.table());
  }

  /** The same columns for other inputs. */
  public ColumnSpec withInputs(InputSpec other) {
    return new ColumnSpec(labels, labelKind, positive, weight, numeric, categorical, drop, other);
  }

  /** All columns are features but {@code label}, whose values decide what it is. */
  public static ColumnSpec ofLabel(String label) {
    return new ColumnSpec(
        List.of(label), LabelKind.AUTO, null, null, List.of(), List.of(), List.of());
  }
}
