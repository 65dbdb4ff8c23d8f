package dev.bellows.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to do with the columns before a network sees them; pure data. Which columns there are, and
 * whether they are read as numbers or texts, is the business of {@link Columns}.
 *
 * @param scaling of numeric features
 * @param missing what stands in for a value that is not there
 * @param polynomialDegree 1 for the numeric features as they are; {@code n} adds all their
 *     monomials up to degree n
 * @param label how labels become targets
 * @param classWeights what a row of a class counts, beside its own weight
 * @param inputs what they are made of
 */
public record PreprocessingSpec(
    Scaling scaling,
    Missing missing,
    int polynomialDegree,
    Label label,
    ClassWeights classWeights,
    InputSpec inputs)
    implements Serializable {
  /** The most a degree may be: beyond it even scaled powers say nothing in single precision. */
  public static final int MAX_DEGREE = 32;

  public PreprocessingSpec {
    if (polynomialDegree < 1 || polynomialDegree > MAX_DEGREE) {
      throw new IllegalArgumentException(
          "Invalid polynomial degree: %d: must be from 1 to %d"
              .formatted(polynomialDegree, MAX_DEGREE));
    }
  }

  /** What to do with the columns of a table. */
  public PreprocessingSpec(
      Scaling scaling,
      Missing missing,
      int polynomialDegree,
      Label label,
      ClassWeights classWeights) {
    this(scaling, missing, polynomialDegree, label, classWeights, InputSpec.table());
  }

  /** Standardised numbers, means for missing ones, no polynomials, equal classes. */
  public static PreprocessingSpec defaults() {
    return new PreprocessingSpec(
        Scaling.STANDARDIZE, Missing.defaults(), 1, Label.defaults(), ClassWeights.none());
  }

  /** The same for other inputs. */
  public PreprocessingSpec withInputs(InputSpec other) {
    return new PreprocessingSpec(scaling, missing, polynomialDegree, label, classWeights, other);
  }

  /**
   * How a number is brought to the order of one. The statistics are those of the training rows that
   * have a value.
   */
  public enum Scaling {
    /** {@code (x − mean) / standard deviation} (of the population); a constant column becomes 0. */
    STANDARDIZE,
    /** {@code (x − min) / (max − min)}; a constant column becomes 0. */
    MIN_MAX,
    /** {@code x}. */
    NONE
  }

  /**
   * What stands in for a missing value.
   *
   * @param strategy for a number
   * @param constant the number for {@link Strategy#CONSTANT}, in the source's units
   * @param indicator whether a 0/1 input says that the number was missing
   * @param category for a missing text
   */
  public record Missing(
      Strategy strategy, double constant, Indicator indicator, MissingCategory category)
      implements Serializable {
    public Missing {
      if (!Double.isFinite(constant)) {
        throw new IllegalArgumentException(
            "Invalid constant for missing values: %s: must be finite".formatted(constant));
      }
    }

    /** The mean, without an indicator; a missing text is a category of its own. */
    public static Missing defaults() {
      return new Missing(Strategy.MEAN, 0, Indicator.NONE, MissingCategory.OWN);
    }
  }

  /** Which number stands in for a missing one. */
  public enum Strategy {
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /** Whether a missing number leaves a trace. */
  public enum Indicator {
    NONE,
    /**
     * One more input for each numeric column that lacks values in training: 1 where the value is
     * missing, else 0.
     */
    ADD
  }

  /** What a missing text becomes. */
  public enum MissingCategory {
    /**
     * A category like any other where training has it, as in scikit-learn; unseen where training
     * has not.
     */
    OWN,
    /** All zeros, as in pandas; not counted as unseen. */
    ZEROS
  }

  /**
   * How labels become targets.
   *
   * @param positive the class to predict the probability of, where there are two; null for the
   *     second in natural order
   * @param targetScaling of the numbers of a regression
   * @param targetValues what these numbers may be
   * @param targets what they are made of
   */
  public record Label(
      String positive, TargetScaling targetScaling, TargetValues targetValues, Targets targets)
      implements Serializable {
    /** Of columns. */
    public Label(String positive, TargetScaling targetScaling, TargetValues targetValues) {
      this(positive, targetScaling, targetValues, Targets.COLUMNS);
    }

    /** Of any numbers. */
    public Label(String positive, TargetScaling targetScaling) {
      this(positive, targetScaling, TargetValues.ANY);
    }

    /** The second class in natural order is positive; targets are standardised. */
    public static Label defaults() {
      return new Label(null, TargetScaling.STANDARDIZE);
    }
  }

  /** What is learnt. */
  public enum Targets {
    /** What label columns say. */
    COLUMNS,
    /** The encoded inputs: the network is an autoencoder. */
    INPUTS
  }

  /** What numbers labels may be. */
  public enum TargetValues {
    ANY("numbers"),
    NOT_NEGATIVE("numbers ≥ 0"),
    ZERO_OR_ONE("0 and 1");

    private final String text;

    TargetValues(String text) {
      this.text = text;
    }

    /** Whether {@code value} is one of them. */
    public boolean contain(double value) {
      return switch (this) {
        case ANY -> true;
        case NOT_NEGATIVE -> value >= 0;
        case ZERO_OR_ONE -> value == 0 || value == 1;
      };
    }

    /** As in a message: {@code numbers ≥ 0}. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Whether a network is to predict the numbers themselves or standardised ones; predictions are in
   * the source's units anyway.
   */
  public enum TargetScaling {
    STANDARDIZE,
    NONE
  }

  /**
   * What a row of a class counts, beside its own weight.
   *
   * @param kind where the weights come from
   * @param given for {@link Kind#GIVEN}, by class; a class not named counts 1
   */
  public record ClassWeights(Kind kind, Map<String, Double> given) implements Serializable {
    public ClassWeights {
      for (Map.Entry<String, Double> entry : given.entrySet()) {
        if (!(entry.getValue() >= 0) || Double.isInfinite(entry.getValue())) {
          throw new IllegalArgumentException(
              "Invalid weight of class '%s': %s: must be a number ≥ 0"
                  .formatted(entry.getKey(), entry.getValue()));
        }
      }
      given = Collections.unmodifiableMap(new TreeMap<>(given));
    }

    /** Where class weights come from. */
    public enum Kind {
      NONE,
      /** {@code rows / (classes · rows of the class)}, as in scikit-learn. */
      BALANCED,
      GIVEN
    }

    public static ClassWeights none() {
      return new ClassWeights(Kind.NONE, Map.of());
    }

    public static ClassWeights balanced() {
      return new ClassWeights(Kind.BALANCED, Map.of());
    }

    public static ClassWeights of(Map<String, Double> weights) {
      return new ClassWeights(Kind.GIVEN, weights);
    }
  }
}
