package dev.bellows.job;

import dev.bellows.loss.Problem;
import dev.bellows.model.Model;
import dev.bellows.model.Scores;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The columns that a prediction adds.
 *
 * <pre>
 * a number                 prediction
 * several numbers          prediction_LABEL for each
 * two classes              prediction, probability (of the positive class)
 * several classes          prediction, probability_CLASS for each
 * a 0/1 number             prediction, probability (of a 1)
 * several 0/1 numbers      prediction_LABEL and probability_LABEL for each
 * the inputs themselves    reconstruction (an array), error (the mean of its squares)
 * </pre>
 *
 * <p>and {@code code}, an array, where a layer is asked for.
 */
final class PredictedColumns {
  private static final String PREDICTION = "prediction";
  private static final String PROBABILITY = "probability";
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  /** Reads one value from the scores of a row. */
  private interface Value {
    Object of(Scores scores, int row);
  }

  private final List<StructField> fields = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  /**
   * @param layer whose outputs are asked for; −1 for none
   */
  PredictedColumns(Model model, int layer) {
    if (model.preprocessing().reconstructs()) {
      int width = model.network().outputs();
      add("reconstruction", FLOATS, (scores, row) -> reconstruction(scores, row, width));
      add("error", DataTypes.DoubleType, Scores::reconstructionError);
    } else {
      addPredictions(model);
    }
    if (layer >= 0) {
      add("code", FLOATS, Scores::code);
    }
  }

  private void addPredictions(Model model) {
    List<String> labels = model.preprocessing().labels();
    List<String> classes = model.classes();
    boolean binary = model.loss().problem() == Problem.BINARY;
    if (classes.isEmpty()) {
      for (int i = 0; i < labels.size(); i++) {
        int index = i;
        String suffix = labels.size() == 1 ? "" : "_" + labels.get(i);
        add(PREDICTION + suffix, DataTypes.DoubleType, (scores, row) -> scores.value(row, index));
        if (binary) {
          probability(PROBABILITY + suffix, index);
        }
      }
      return;
    }
    add(PREDICTION, DataTypes.StringType, Scores::label);
    if (binary) {
      probability(PROBABILITY, 1);
      return;
    }
    for (int i = 0; i < classes.size(); i++) {
      probability(PROBABILITY + "_" + classes.get(i), i);
    }
  }

  private static float[] reconstruction(Scores scores, int row, int width) {
    float[] reconstruction = new float[width];
    for (int i = 0; i < width; i++) {
      reconstruction[i] = (float) scores.value(row, i);
    }
    return reconstruction;
  }

  private void probability(String name, int index) {
    add(name, DataTypes.DoubleType, (scores, row) -> scores.probability(row, index));
  }

  private void add(String name, DataType type, Value value) {
    fields.add(DataTypes.createStructField(name, type, false));
    values.add(value);
  }

  /** Name and type of each. */
  List<StructField> fields() {
    return fields;
  }

  /** Writes the values of row {@code row} from {@code offset} on. */
  void write(Scores scores, int row, Object[] into, int offset) {
    for (int i = 0; i < values.size(); i++) {
      into[offset + i] = values.get(i).of(scores, row);
    }
  }
}
