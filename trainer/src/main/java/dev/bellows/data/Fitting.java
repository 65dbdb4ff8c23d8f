package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.Classes;
import dev.bellows.data.FittedPreprocessing.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Turns {@link Statistics} into a {@link FittedPreprocessing}, or says why the data does not do.
 */
final class Fitting {
  private final Columns columns;
  private final ColumnIndex index;
  private final PreprocessingSpec spec;
  private final Statistics statistics;

  Fitting(Columns columns, PreprocessingSpec spec, Statistics statistics) {
    this.columns = columns;
    this.index = new ColumnIndex(columns);
    this.spec = spec;
    this.statistics = statistics;
  }

  FittedPreprocessing fit() {
    if (!index.hasFeatures()) {
      throw new DataException(
          "Cannot train without features: the data has no column left but label and weight");
    }
    boolean reconstructs = spec.label().targets() == PreprocessingSpec.Targets.INPUTS;
    if (!reconstructs && index.classSlot < 0 && index.targets.length == 0) {
      throw new DataException("Cannot train without a label: name a column of the data");
    }
    if (reconstructs && spec.inputs() instanceof InputSpec.Text) {
      throw new DataException(
          "Cannot learn the inputs themselves: ids of tokens are no numbers; name a label");
    }
    if (statistics == null || statistics.rows() == 0) {
      throw new DataException(
          "Cannot train on 0 rows: the source is empty, or all its rows are held out or dropped");
    }
    if (!(statistics.weight() > 0)) {
      throw new DataException(
          "Cannot train on %,d rows whose weights are all 0".formatted(statistics.rows()));
    }
    FittedInputs inputs = statistics.inputs().fit(spec, columns, statistics.rows());
    return new FittedPreprocessing(
        spec,
        IntStream.range(0, columns.size()).mapToObj(columns::get).toList(),
        inputs.shape(),
        inputs.numbers(),
        inputs.monomials(),
        inputs.texts(),
        inputs.vocabulary(),
        targets(),
        index.classSlot < 0 ? null : classes());
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    Moments moments = statistics.targets();
    boolean scaled = spec.label().targetScaling() == PreprocessingSpec.TargetScaling.STANDARDIZE;
    for (int i = 0; i < index.targets.length; i++) {
      double deviation = moments.deviation(i);
      if (Double.isInfinite(deviation)) {
        throw new DataException(
            "Cannot scale label '%s': its values are too large; convert it to other units"
                .formatted(index.targets[i]));
      }
      targets.add(
          new Target(
              index.targets[i],
              scaled ? moments.mean(i) : 0,
              scaled && deviation > 0 ? deviation : 1));
    }
    return targets;
  }

  private Classes classes() {
    Map<String, Long> rows = statistics.classes();
    List<String> names = new ArrayList<>(NaturalOrder.sorted(rows.keySet()));
    String column = index.classColumn;
    if (names.size() < 2) {
      throw new DataException(
          "Cannot train a classifier on one class: all %,d training rows have '%s' in column '%s'"
              .formatted(statistics.rows(), names.get(0), column));
    }
    if (spec.label().positive() != null) {
      String positive = Texts.className(spec.label().positive());
      if (!names.contains(positive)) {
        throw new DataException(
            "Cannot find the positive class '%s' in column '%s': it has %s"
                .formatted(positive, column, some(names)));
      }
      if (names.size() > 2) {
        throw new DataException(
            "Cannot take '%s' as the positive class: column '%s' has %d classes: %s; leave positive out"
                .formatted(positive, column, names.size(), some(names)));
      }
      if (positive.equals(names.get(0))) {
        Collections.reverse(names);
      }
    }
    return new Classes(column, names, weights(names, rows));
  }

  private List<Double> weights(List<String> names, Map<String, Long> rows) {
    PreprocessingSpec.ClassWeights asked = spec.classWeights();
    Map<String, Double> given = new HashMap<>();
    asked.given().forEach((name, weight) -> given.put(Texts.className(name), weight));
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new DataException(
            "Cannot weigh class '%s': column '%s' has %s"
                .formatted(name, index.classColumn, some(names)));
      }
    }
    List<Double> weights = new ArrayList<>();
    for (String name : names) {
      weights.add(
          switch (asked.kind()) {
            case NONE -> 1.0;
            case BALANCED -> (double) statistics.rows() / ((double) names.size() * rows.get(name));
            case GIVEN -> Objects.requireNonNullElse(given.get(name), 1.0);
          });
    }
    return weights;
  }

  /** The first names, for a message. */
  static String some(List<String> names) {
    String text = "'" + String.join("', '", names.subList(0, Math.min(8, names.size()))) + "'";
    return names.size() > 8 ? text + " and %,d more".formatted(names.size() - 8) : text;
  }
}
