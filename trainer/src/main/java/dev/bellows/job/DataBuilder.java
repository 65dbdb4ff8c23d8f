package dev.bellows.job;

import dev.bellows.data.InputSpec;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.PreprocessingSpec.Indicator;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.PreprocessingSpec.Targets;
import dev.bellows.data.Shape;
import dev.bellows.data.Tokenizer;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.nn.Softmax;
import dev.bellows.spark.ColumnSpec;
import dev.bellows.spark.ColumnSpec.LabelKind;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SplitSpec;
import java.util.Map;
import java.util.TreeMap;

/** Builds what describes data from a spec. */
public final class DataBuilder {
  private DataBuilder() {}

  /** Where the rows come from. */
  public static SourceSpec source(JobSpec spec) {
    SourceSection source = spec.data().source();
    Map<String, String> options = new TreeMap<>(source.options());
    options.putAll(source.formatOptions());
    return new SourceSpec(
        source.format(),
        source.path(),
        source.query(),
        source.missingValues(),
        source.badRows(),
        options);
  }

  /** What the columns are for. */
  public static ColumnSpec columns(JobSpec spec) {
    LabelSection label = spec.data().label();
    FeaturesSection features = spec.data().features();
    return new ColumnSpec(
        label.columns(),
        labelKind(spec),
        label.positive(),
        spec.data().weight(),
        features.numeric(),
        features.categorical(),
        features.drop(),
        inputs(features));
  }

  /** Which rows are held out. */
  public static SplitSpec split(JobSpec spec) {
    ValidationSection validation = spec.data().validation();
    if (validation == null) {
      return SplitSpec.none();
    }
    if (validation.fraction() != null) {
      return new SplitSpec.Fraction(validation.fraction(), validation.key(), validation.seed());
    }
    if (validation.last() != null) {
      return new SplitSpec.Last(validation.last());
    }
    return validation.after() == null
        ? new SplitSpec.ByColumn(validation.column())
        : new SplitSpec.After(validation.column(), validation.after());
  }

  /** What is done to the columns. */
  public static PreprocessingSpec preprocessing(JobSpec spec) {
    FeaturesSection features = spec.data().features();
    return new PreprocessingSpec(
        features.scaling(),
        missing(features),
        features.polynomialDegree(),
        label(spec),
        spec.data().classWeights().weights(),
        inputs(features));
  }

  static Missing missing(FeaturesSection features) {
    MissingSection missing = features.missing();
    return new Missing(
        missing.strategy(),
        missing.constant() == null ? 0 : missing.constant(),
        missing.indicator() ? Indicator.ADD : Indicator.NONE,
        missing.category());
  }

  private static InputSpec inputs(FeaturesSection features) {
    TextSection text = features.text();
    if (text != null) {
      return new InputSpec.Text(
          text.column(),
          text.tokens(),
          text.lowerCase() ? Tokenizer.Letters.LOWER_CASE : Tokenizer.Letters.AS_WRITTEN,
          text.length(),
          text.vocabulary(),
          text.minCount());
    }
    if (features.image() != null) {
      return features.image().inputs();
    }
    if (features.series() != null) {
      return features.series().inputs();
    }
    return features.shape().isEmpty()
        ? InputSpec.table()
        : new InputSpec.Table(new Shape(features.shape()));
  }

  private static Label label(JobSpec spec) {
    LabelSection label = spec.data().label();
    Loss loss = spec.loss() == null ? new MeanSquaredError() : spec.loss();
    TargetScaling usual = loss.isScalable() ? TargetScaling.STANDARDIZE : TargetScaling.NONE;
    return new Label(
        label.positive(),
        label.scaling() == null ? usual : label.scaling(),
        loss.targetValues(),
        label.reconstruct() ? Targets.INPUTS : Targets.COLUMNS);
  }

  /** What the label is: as it is said, or as the loss, the last layer or the solver imply. */
  static LabelKind labelKind(JobSpec spec) {
    LabelKind kind = spec.data().label().kind();
    if (kind != LabelKind.AUTO) {
      return kind;
    }
    if (spec.data().label().reconstruct()
        || LossBuilder.learnsNumbers(spec)
        || spec.solver() == JobSpec.Solver.NORMAL_EQUATIONS) {
      return LabelKind.NUMBER;
    }
    boolean softmax = NetworkBuilder.lastDense(spec).activation() instanceof Softmax;
    return spec.loss() != null || softmax ? LabelKind.CLASS : LabelKind.AUTO;
  }
}
