package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.Classes;
import dev.bellows.data.FittedPreprocessing.Target;
import dev.bellows.data.PreprocessingSpec.TargetValues;
import java.io.Serializable;
import java.util.HashMap;

/** The targets' and weights' half of {@link Preprocessing}. */
final class TargetEncoder implements Serializable {
  private static final long serialVersionUID = 1;
  private final ColumnIndex index;
  private final TargetValues values;
  private final double[] shifts;
  private final double[] scales;
  private final HashMap<String, Integer> classes; // null for a regression
  private final double[] classWeights;

  TargetEncoder(FittedPreprocessing fitted, ColumnIndex index) {
    this.index = index;
    values = fitted.spec().label().targetValues();
    Classes fittedClasses = fitted.classes();
    shifts = fitted.targets().stream().mapToDouble(Target::shift).toArray();
    scales = fitted.targets().stream().mapToDouble(Target::scale).toArray();
    classes = fittedClasses == null ? null : new HashMap<>();
    classWeights =
        fittedClasses == null
            ? new double[0]
            : fittedClasses.weights().stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 0; i < classWeights.length; i++) {
      classes.put(fittedClasses.names().get(i), i);
    }
  }

  float weight(Row row) {
    double weight = index.weight(row);
    return (float) (classes == null ? weight : weight * classWeights[classIndex(row)]);
  }

  /** Writes the targets of {@code row}; none where they are its inputs. */
  void encode(Row row, float[] into, int offset) {
    if (classes != null) {
      into[offset] = classIndex(row);
      return;
    }
    for (int i = 0; i < shifts.length; i++) {
      double target = index.target(row, i);
      if (!values.contain(target)) {
        throw new DataException(
            "Invalid label in column '%s': %s: the loss learns %s; leave such rows out with a query, or name another loss"
                .formatted(index.targets[i], target, values));
      }
      into[offset + i] = (float) ((target - shifts[i]) / scales[i]);
    }
  }

  private int classIndex(Row row) {
    if (index.classSlot < 0) {
      throw new IllegalStateException("Cannot encode a label: the rows have none");
    }
    String label = index.label(row);
    Integer found = classes.get(label);
    if (found == null) {
      throw new DataException(
          "Unknown label '%s' in column '%s': the training rows have %s; remove the rows with other labels, or leave them out with a query"
              .formatted(
                  label, index.classColumn, Fitting.some(NaturalOrder.sorted(classes.keySet()))));
    }
    return found;
  }
}
