package dev.bellows.job;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.linalg.Kernel;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.spark.ColumnSpec.LabelKind;
import dev.bellows.train.KernelGuard;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what is said about the run fits the rest. */
final class TrainingChecks {
  private static final String STOPPING = "training.early-stopping";
  private static final String THRESHOLD = "training.threshold";
  private final JobSpec spec;
  private final SpecDocument document;

  TrainingChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.document = document;
  }

  void check() {
    Set<Problem> problems = problems();
    if (spec.training().earlyStopping() != null) {
      stopping(spec.training().earlyStopping(), problems);
    }
    if (spec.training().threshold() != null) {
      threshold(spec.training().threshold(), problems);
    }
    new SolverChecks(spec, document).check();
    ClippingSection clipping = spec.clipping();
    if (clipping.norm() != null && clipping.value() != null) {
      document.invalid("clipping", "norm or value, not both; leave one out");
    }
    kernel();
  }

  /** What may be learnt here, as far as the spec alone tells. */
  private Set<Problem> problems() {
    if (spec.loss() != null) {
      return EnumSet.of(spec.loss().problem());
    }
    if (document.isWrong("loss") || document.isWrong("data.label") || document.isWrong("network")) {
      return EnumSet.allOf(Problem.class);
    }
    LabelKind kind = DataBuilder.labelKind(spec);
    if (kind == LabelKind.NUMBER) {
      return EnumSet.of(Problem.REGRESSION);
    }
    boolean classes =
        kind == LabelKind.CLASS
            || spec.data().label().positive() != null
            || spec.data().classWeights().weights().kind() != ClassWeights.Kind.NONE;
    return classes ? EnumSet.of(Problem.BINARY, Problem.MULTICLASS) : EnumSet.allOf(Problem.class);
  }

  private void stopping(EarlyStoppingSection stopping, Set<Problem> problems) {
    if (spec.data() != null
        && spec.data().validation() == null
        && !document.isWrong("data.validation")) {
      document.invalid(
          STOPPING,
          stopping.metric().label(),
          "no rows are held out to measure it on; add data.validation, such as {fraction: 0.2}");
    }
    Set<Metric> metrics = new LinkedHashSet<>();
    problems.forEach(problem -> metrics.addAll(Evaluation.metrics(problem)));
    if (!metrics.contains(stopping.metric())) {
      document.invalid(
          STOPPING + ".metric",
          stopping.metric().label(),
          "%s has none; must be one of %s"
              .formatted(
                  spec.loss() == null ? "this kind of label" : "loss: " + spec.loss().name(),
                  metrics.stream().map(Metric::label).collect(Collectors.joining(", "))));
    }
  }

  private void threshold(ThresholdSection threshold, Set<Problem> problems) {
    Object value = threshold.best() == null ? threshold.probability() : threshold.best().label();
    if (!problems.contains(Problem.BINARY)) {
      document.invalid(
          THRESHOLD,
          value,
          "only two classes have one; leave it out, or say loss: binary-cross-entropy");
    } else if (threshold.best() != null
        && spec.data() != null
        && spec.data().validation() == null
        && !document.isWrong("data.validation")) {
      document.invalid(
          THRESHOLD,
          value,
          "no rows are held out to choose it on; add data.validation, such as {fraction: 0.2}");
    }
  }

  private void kernel() {
    if (spec.kernel() != null && !spec.kernel().equals(KernelGuard.MIXED)) {
      try {
        Kernel.parse(spec.kernel());
      } catch (IllegalArgumentException e) {
        document.invalid(
            "kernel",
            spec.kernel(),
            "must be mixed, or a fingerprint as bellows doctor prints it, such as openblas 0.3.31 Haswell amd64 jdk17");
      }
    }
  }
}
