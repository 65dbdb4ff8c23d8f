package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.Classes;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import dev.bellows.data.FittedPreprocessing.Target;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Turns typed rows into the numbers that a network sees: fitted once on the training rows,
 * immutable, written into the model.
 *
 * <p>The inputs of a row, in this order, each part by column name (so that the order of the
 * source's columns does not matter):
 *
 * <pre>
 * numbers      one for each numeric column            x
 * monomials    of degree 2 … n, where asked for        x^2, x y, …
 * indicators   of numeric columns that lacked values   x is missing
 * categories   one for each category of training       c=a, c=b, …, c is missing
 * </pre>
 *
 * <p>A text is encoded as the ids of its tokens instead, see {@link Vocabulary}, an image as its
 * pixels, see {@link ImageDecoder}, and a window of a series step by step.
 *
 * <p>It is compiled to arrays; encoding the row of a table allocates nothing. Any number of threads
 * may encode at the same time.
 */
public final class Preprocessing implements Serializable {
  private static final long serialVersionUID = 1;

  /** A row wider than this is a mistake: a dense layer of one unit would not fit a message. */
  public static final int MAX_INPUTS = 1 << 20;

  private final FittedPreprocessing fitted;
  private final int width;
  private final InputEncoder inputs;
  private final TargetEncoder targets;

  /** Preprocessing as {@code fitted} says, for rows with the columns it was fitted on. */
  public Preprocessing(FittedPreprocessing fitted) {
    ColumnIndex index = new ColumnIndex(fitted.rowColumns());
    this.fitted = fitted;
    this.width = fitted.shape().size();
    this.inputs = InputEncoder.of(fitted, index);
    this.targets = new TargetEncoder(fitted, index);
  }

  /**
   * Fits on what was counted.
   *
   * @param columns of the rows
   * @param statistics of all training rows; null for none
   * @throws DataException if there is nothing to learn from: no rows, one class only, a column
   *     without a value …
   */
  public static Preprocessing fit(Columns columns, PreprocessingSpec spec, Statistics statistics) {
    return new Preprocessing(new Fitting(columns, spec, statistics).fit());
  }

  /** What it does, as plain data. */
  public FittedPreprocessing fitted() {
    return fitted;
  }

  /** Floats of a row of inputs. */
  public int inputWidth() {
    return width;
  }

  /** The shape of a row of inputs. */
  public Shape inputShape() {
    return fitted.shape();
  }

  /**
   * How many token ids there are, those of padding and of unknown tokens included, where inputs are
   * such; else 0.
   */
  public int tokenIds() {
    return fitted.vocabulary().isEmpty() ? 0 : Vocabulary.FIRST_TOKEN + fitted.vocabulary().size();
  }

  /** Whether the targets are the inputs, and rows need no label. */
  public boolean reconstructs() {
    return fitted.reconstructs();
  }

  /**
   * Floats of a row's targets: one for a class index, as many as a regression has labels, or as
   * there are inputs where they are the targets.
   */
  public int targetWidth() {
    if (reconstructs()) {
      return width;
    }
    return fitted.classes() == null ? fitted.targets().size() : 1;
  }

  /** What each input is, in order. */
  public List<String> inputNames() {
    return InputNames.of(fitted);
  }

  /** The source column of each input, in order; a product of columns is one of its own. */
  public List<String> inputColumns() {
    return InputNames.columns(fitted);
  }

  /** The classes, by index; empty for a regression. */
  public List<String> classes() {
    Classes classes = fitted.classes();
    return classes == null ? List.of() : classes.names();
  }

  /** The label columns, in the order of the targets; none where the targets are the inputs. */
  public List<String> labels() {
    Classes classes = fitted.classes();
    return classes != null
        ? List.of(classes.column())
        : fitted.targets().stream().map(Target::column).toList();
  }

  /**
   * For a regression, what one unit of each target is in the source's units; 1 where targets are
   * inputs, which stay as they are encoded; for a classification empty.
   */
  public double[] targetScale() {
    if (reconstructs()) {
      double[] ones = new double[width];
      Arrays.fill(ones, 1);
      return ones;
    }
    return fitted.targets().stream().mapToDouble(Target::scale).toArray();
  }

  /** For a regression, what a target of 0 is in the source's units; for a classification empty. */
  public double[] targetShift() {
    if (reconstructs()) {
      return new double[width];
    }
    return fitted.targets().stream().mapToDouble(Target::shift).toArray();
  }

  /**
   * A counter of unseen categories for {@link #encodeInputs(Row, float[], int, UnseenCategories)}.
   */
  public UnseenCategories unseenCategories() {
    return new UnseenCategories(
        fitted.texts().stream().map(CategoricalInput::column).toArray(String[]::new));
  }

  /** What packs the rows that {@link #encode} gives. */
  public BatchBuilder batchBuilder() {
    return reconstructs() ? BatchBuilder.ofInputs(width) : new BatchBuilder(width, targetWidth());
  }

  /**
   * Adds inputs, targets and weight of a training or validation row to {@code builder}.
   *
   * @throws DataException if the label is missing or a class that training had not, or the weight
   *     is not a number ≥ 0
   */
  public void encode(Row row, BatchBuilder builder) {
    encode(row, builder, null);
  }

  /** The same; {@code unseen} counts, where it is not null. */
  public void encode(Row row, BatchBuilder builder, UnseenCategories unseen) {
    builder.beginRow(targets.weight(row));
    inputs.encode(row, builder.inputs(), builder.inputOffset(), unseen);
    targets.encode(row, builder.targets(), builder.targetOffset());
  }

  /** Writes the inputs of a row from {@code offset} on; label and weight are not looked at. */
  public void encodeInputs(Row row, float[] into, int offset) {
    encodeInputs(row, into, offset, null);
  }

  /** The same; {@code unseen} counts, where it is not null. */
  public void encodeInputs(Row row, float[] into, int offset, UnseenCategories unseen) {
    Arrays.fill(into, offset, offset + width, 0);
    inputs.encode(row, into, offset, unseen);
  }

  /** {@code (x − shift) · factor}, of the fill where x is missing. */
  static double scaled(NumericInput input, double value) {
    return ((Double.isNaN(value) ? input.fill() : value) - input.shift()) * input.factor();
  }
}
