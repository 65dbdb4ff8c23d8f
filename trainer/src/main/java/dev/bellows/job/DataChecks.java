package dev.bellows.job;

import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Strategy;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.spark.ColumnSpec.LabelKind;
import java.util.ArrayList;
import java.util.List;

/** Whether label, features and split go together. */
final class DataChecks {
  private static final String LABEL = "data.label";
  private final JobSpec spec;
  private final LabelSection label;
  private final FeaturesSection features;
  private final SpecDocument document;

  DataChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.label = spec.data().label();
    this.features = spec.data().features();
    this.document = document;
  }

  void check() {
    if (label.reconstruct()) {
      reconstruction();
    } else if (label.columns().isEmpty()) {
      document.wrong(
          "Missing field",
          LABEL + ".column",
          "the column to learn; or say reconstruct: true to learn the inputs themselves");
    } else {
      kind();
    }
    columns();
    missing();
    shape();
    new InputChecks(spec, document).check();
    if (spec.data().validation() != null && !document.isWrong("data.validation")) {
      validation(spec.data().validation());
    }
  }

  /** A label is a class or a number; each has fields that make no sense for the other. */
  private void kind() {
    Loss loss = spec.loss();
    boolean numbers = LossBuilder.learnsNumbers(spec);
    boolean number = numbers || label.kind() == LabelKind.NUMBER;
    boolean category = label.kind() == LabelKind.CLASS || (loss != null && !numbers);
    String several = loss != null && loss.problem() == Problem.BINARY ? " of several columns" : "";
    String why = loss == null ? "kind: number" : "loss: " + loss.name() + several;
    if (number && category) {
      document.invalid(
          LABEL + ".kind",
          Names.of(label.kind()),
          "loss: %s learns %s".formatted(loss.name(), numbers ? "numbers" : "classes"));
    } else if (number && label.positive() != null) {
      document.invalid(
          LABEL + ".positive",
          label.positive(),
          "only a class is positive, and %s learns numbers; leave one of them out".formatted(why));
    } else if (number && spec.data().classWeights().weights().kind() != ClassWeights.Kind.NONE) {
      document.invalid(
          "data.class-weights", "%s learns numbers, not classes; use data.weight".formatted(why));
    }
    if (label.scaling() == TargetScaling.STANDARDIZE && numbers && !loss.isScalable()) {
      document.invalid(
          LABEL + ".scaling",
          Names.of(label.scaling()),
          "loss: %s learns %s, as they are; must be none or left out"
              .formatted(loss.name(), loss.targetValues()));
    }
    if (label.columns().size() > 1 && (category || (label.positive() != null && !number))) {
      document.invalid(
          LABEL,
          label.columns(),
          "classes are in one label column; numbers may be in more, and binary-cross-entropy takes several of 0 and 1");
    }
  }

  /** Inputs are numbers, scaled as they are. */
  private void reconstruction() {
    String why = "reconstruct: true learns the inputs; leave it out";
    if (!label.columns().isEmpty()) {
      document.invalid(LABEL + ".column", label.columns(), why);
    }
    if (label.positive() != null) {
      document.invalid(LABEL + ".positive", label.positive(), why);
    }
    if (label.kind() != LabelKind.AUTO) {
      document.invalid(LABEL + ".kind", Names.of(label.kind()), why);
    }
    if (label.scaling() != null) {
      document.invalid(LABEL + ".scaling", Names.of(label.scaling()), why);
    }
    if (spec.data().classWeights().weights().kind() != ClassWeights.Kind.NONE) {
      document.invalid("data.class-weights", why);
    }
    if (features.text() != null) {
      document.invalid(
          LABEL + ".reconstruct", true, "ids of tokens are no numbers to learn; name a column");
    }
    Loss loss = spec.loss();
    if (loss != null
        && (loss.problem() != Problem.REGRESSION || loss.targetValues() != TargetValues.ANY)) {
      document.invalid(
          "loss",
          loss.name(),
          "reconstruct: true learns numbers of any kind; must be mse or the like");
    }
  }

  /** A column has one role. */
  private void columns() {
    List<String> taken = new ArrayList<>(label.columns());
    if (spec.data().weight() != null) {
      if (label.columns().contains(spec.data().weight())) {
        document.invalid("data.weight", spec.data().weight(), "it is the label already");
      }
      taken.add(spec.data().weight());
    }
    disjoint("drop", features.drop(), taken, "it is label or weight");
    disjoint("numeric", features.numeric(), features.drop(), "it is dropped");
    disjoint("categorical", features.categorical(), features.drop(), "it is dropped");
    disjoint("categorical", features.categorical(), features.numeric(), "it is numeric already");
  }

  private void disjoint(String field, List<String> names, List<String> others, String why) {
    for (String name : names) {
      if (others.contains(name)) {
        document.invalid("data.features." + field, name, why + "; name it in one place only");
      }
    }
  }

  private void missing() {
    MissingSection missing = features.missing();
    if (missing.constant() != null && missing.strategy() != Strategy.CONSTANT) {
      document.invalid(
          "data.features.missing.constant",
          "strategy %s takes none; say strategy: constant".formatted(Names.of(missing.strategy())));
    }
  }

  private void shape() {
    double inputs =
        features.shape().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    if (inputs > Preprocessing.MAX_INPUTS) {
      document.invalid(
          "data.features.shape",
          features.shape(),
          "a row has at most %,d inputs".formatted(Preprocessing.MAX_INPUTS));
    }
  }

  private void validation(ValidationSection validation) {
    String path = "data.validation";
    List<String> given = new ArrayList<>();
    add("fraction", validation.fraction(), given);
    add("last", validation.last(), given);
    add(
        validation.after() == null ? "column" : "column and after",
        validation.after() == null ? validation.column() : validation.after(),
        given);
    if (given.size() != 1) {
      document.invalid(
          path,
          given.isEmpty() ? "nothing" : String.join(" and ", given),
          "must have exactly one of fraction, last, column, and column with after");
    } else if (validation.after() != null && validation.column() == null) {
      document.wrong("Missing field", path + ".column", "the column of the dates");
    }
    if (validation.fraction() == null && !validation.key().isEmpty()) {
      document.invalid(path + ".key", validation.key(), "only a fraction is chosen by a key");
    }
    if (validation.fraction() == null && validation.seed() != 0) {
      document.invalid(path + ".seed", validation.seed(), "only a fraction is chosen by a seed");
    }
  }

  private static void add(String name, Object value, List<String> given) {
    if (value != null) {
      given.add(name);
    }
  }
}
