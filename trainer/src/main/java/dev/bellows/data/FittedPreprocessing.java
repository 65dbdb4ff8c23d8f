package dev.bellows.data;

import java.io.Serializable;
import java.util.List;

/**
 * What {@link Preprocessing} knows after fitting, as plain data: the part of a model file that says
 * how a row becomes numbers. Every number is a {@code double} and survives being written as text.
 *
 * @param spec what was asked for
 * @param columns of the training data, labels and weight included
 * @param shape of a row of inputs
 * @param numbers one for each numeric feature, by name, or for each channel of an image
 * @param monomials of degree 2 and more; empty without polynomial features
 * @param texts one for each categorical feature, by name
 * @param vocabulary tokens with the ids 2, 3 … where inputs are a text; else empty
 * @param targets of a regression on columns, by name; else empty
 * @param classes of a classification; null for a regression
 */
public record FittedPreprocessing(
    PreprocessingSpec spec,
    List<Column> columns,
    Shape shape,
    List<NumericInput> numbers,
    List<Monomial> monomials,
    List<CategoricalInput> texts,
    List<String> vocabulary,
    List<Target> targets,
    Classes classes)
    implements Serializable {
  public FittedPreprocessing {
    columns = List.copyOf(columns);
    numbers = List.copyOf(numbers);
    monomials = List.copyOf(monomials);
    texts = List.copyOf(texts);
    vocabulary = List.copyOf(vocabulary);
    targets = List.copyOf(targets);
  }

  /** Whether the targets are the inputs. */
  boolean reconstructs() {
    return spec.label().targets() == PreprocessingSpec.Targets.INPUTS;
  }

  /** The columns, which together have the shape of the inputs. */
  public Columns rowColumns() {
    return new Columns(columns, shape);
  }

  /**
   * {@code (x − shift) · factor}, with {@code fill} for a missing x.
   *
   * @param column its name
   * @param shift in the source's units
   * @param factor 1 over the source's units; 0 for a column that was constant in training
   * @param fill in the source's units
   * @param indicator whether one more input says that x was missing
   */
  public record NumericInput(
      String column, double shift, double factor, double fill, boolean indicator)
      implements Serializable {}

  /**
   * {@code (Π_i u_i^powers_i − shift) · factor}, where {@code u_i} is what {@link NumericInput}
   * {@code columns_i} gives.
   *
   * @param columns indices into the numeric inputs, ascending
   * @param powers as many, each at least 1
   * @param shift mean in a sample of the training rows, or 0
   * @param factor 1 over the deviation there, or 1; 0 for a constant
   */
  public record Monomial(List<Integer> columns, List<Integer> powers, double shift, double factor)
      implements Serializable {
    public Monomial {
      columns = List.copyOf(columns);
      powers = List.copyOf(powers);
    }
  }

  /**
   * A 0/1 input for each category.
   *
   * @param column its name
   * @param categories as in training, in natural order
   * @param missing whether one more input, the last, stands for a missing text
   */
  public record CategoricalInput(String column, List<String> categories, boolean missing)
      implements Serializable {
    public CategoricalInput {
      categories = List.copyOf(categories);
    }
  }

  /**
   * A regression's target is {@code (y − shift) / scale}.
   *
   * @param column its name
   * @param shift in the source's units
   * @param scale what one unit of the target is in the source's units, above 0
   */
  public record Target(String column, double shift, double scale) implements Serializable {}

  /**
   * A classification's target is the index of the class.
   *
   * @param column its name
   * @param names in natural order, but the positive one second where there are two
   * @param weights what a row of each class counts
   */
  public record Classes(String column, List<String> names, List<Double> weights)
      implements Serializable {
    public Classes {
      names = List.copyOf(names);
      weights = List.copyOf(weights);
    }
  }
}
