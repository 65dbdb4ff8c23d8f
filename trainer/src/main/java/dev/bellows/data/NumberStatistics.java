package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.io.Serializable;
import java.util.Locale;

/** Moments of several numbers, with their medians where these stand in for missing values. */
final class NumberStatistics implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SKETCH_VALUES = 1 << 22; // of all numbers

  private final String[] names;
  private final Moments moments;
  private final QuantileSketch[] sketches; // empty unless medians are wanted

  /** Of no values; {@code names} are those of the columns. */
  NumberStatistics(String[] names, PreprocessingSpec spec) {
    this.names = names;
    this.moments = new Moments(names.length);
    boolean medians = spec.missing().strategy() == PreprocessingSpec.Strategy.MEDIAN;
    this.sketches = new QuantileSketch[medians ? names.length : 0];
    for (int i = 0; i < sketches.length; i++) {
      sketches[i] =
          new QuantileSketch(Math.max(1024, Math.min(1 << 16, SKETCH_VALUES / names.length)));
    }
  }

  /**
   * Counts a value of number {@code i}; NaN is missing.
   *
   * @throws DataException if it is infinite
   */
  void add(int i, double value) {
    if (Double.isInfinite(value)) {
      throw new DataException(
          "Invalid number in column '%s': %s: must be finite".formatted(names[i], value));
    }
    moments.add(i, value);
    if (sketches.length > 0 && !Double.isNaN(value)) {
      sketches[i].add(value);
    }
  }

  /** Adds what the right neighbour has counted. */
  void merge(NumberStatistics right) {
    moments.merge(right.moments);
    for (int i = 0; i < sketches.length; i++) {
      sketches[i].merge(right.sketches[i]);
    }
  }

  Moments moments() {
    return moments;
  }

  double median(int i) {
    return sketches[i].median();
  }

  /**
   * How number {@code i} is scaled, and what stands in for a missing one.
   *
   * @param rows counted; values that lack to this number were missing
   * @throws DataException if the values do not tell
   */
  NumericInput fit(int i, PreprocessingSpec spec, long rows) {
    String name = names[i];
    boolean constant = spec.missing().strategy() == PreprocessingSpec.Strategy.CONSTANT;
    if (moments.count(i) == 0 && !constant) {
      throw new DataException(
          "Cannot fill column '%s' with its %s: it has no value in any of %,d training rows; drop it, or fill with a constant"
              .formatted(name, spec.missing().strategy().name().toLowerCase(Locale.ROOT), rows));
    }
    double fill =
        switch (spec.missing().strategy()) {
          case MEAN -> moments.mean(i);
          case MEDIAN -> median(i);
          case CONSTANT -> spec.missing().constant();
        };
    boolean indicator =
        spec.missing().indicator() == PreprocessingSpec.Indicator.ADD && moments.count(i) < rows;
    if (moments.count(i) == 0) {
      return new NumericInput(name, 0, 0, fill, indicator);
    }
    double range = moments.max(i) - moments.min(i);
    return switch (spec.scaling()) {
      case STANDARDIZE ->
          new NumericInput(
              name, moments.mean(i), factor(name, moments.deviation(i)), fill, indicator);
      case MIN_MAX -> new NumericInput(name, moments.min(i), factor(name, range), fill, indicator);
      case NONE -> new NumericInput(name, 0, 1, fill, indicator);
    };
  }

  private static double factor(String name, double unit) {
    double factor = unit == 0 ? 0 : 1 / unit;
    if (!Double.isFinite(factor) || (unit > 0 && factor == 0)) {
      throw new DataException(
          "Cannot scale column '%s': its values spread over %s; convert it to other units or drop it"
              .formatted(name, unit));
    }
    return factor;
  }
}
