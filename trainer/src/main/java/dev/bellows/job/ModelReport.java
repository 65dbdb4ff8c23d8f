package dev.bellows.job;

import dev.bellows.data.FittedPreprocessing;
import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import dev.bellows.data.FittedPreprocessing.Target;
import dev.bellows.data.InputSpec;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Threshold;
import dev.bellows.model.Model;
import dev.bellows.model.Provenance;
import dev.bellows.nn.Network;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes a model in words. */
final class ModelReport {
  /** Columns and categories beyond this are counted, not named. */
  private static final int NAMED = 20;

  private final Model model;
  private final PrintWriter out;

  ModelReport(Model model, PrintWriter out) {
    this.model = model;
    this.out = out;
  }

  void print() {
    Provenance origin = model.provenance();
    line("model", origin.name());
    label();
    out.println();
    network();
    out.println();
    columns();
    out.println();
    line("seed", origin.seed() + ", split seed " + origin.splitSeed());
    line("shards", String.valueOf(origin.shards()));
    line("kernel", origin.kernel());
    line("data", origin.dataFingerprint() == null ? "unknown" : origin.dataFingerprint());
    origin.versions().forEach(this::line);
    line("sha-256", model.weightsSha256());
  }

  private void label() {
    FittedPreprocessing fitted = model.preprocessing().fitted();
    if (model.preprocessing().reconstructs()) {
      line("label", "the inputs themselves");
      return;
    }
    if (fitted.classes() == null) {
      for (Target target : fitted.targets()) {
        line("label", target.column() + ", " + numbers(target));
      }
    } else {
      line("label", fitted.classes().column() + ": " + some(model.classes()));
    }
    if (model.loss().problem() == Problem.BINARY) {
      line(
          "threshold",
          String.format(
              Locale.ROOT,
              "%s from a probability of %.4f on",
              model.classes().isEmpty() ? "1" : model.classes().get(1),
              Threshold.probabilityOf(model.thresholdLogit())));
    }
  }

  private String numbers(Target target) {
    Label label = model.preprocessing().fitted().spec().label();
    return label.targetScaling() == TargetScaling.NONE
        ? label.targetValues().toString()
        : String.format(Locale.ROOT, "a number around %.6g ± %.6g", target.shift(), target.scale());
  }

  private void network() {
    Network network = model.network();
    network
        .layers()
        .forEach(
            layer ->
                line(
                    "layer",
                    String.format(
                        Locale.ROOT,
                        "%s: %s → %s, %,d parameters",
                        layer.spec().summary(),
                        layer.inputShape(),
                        layer.outputShape(),
                        layer.parameterCount())));
    List<String> loss = new ArrayList<>(List.of(model.loss().name()));
    loss.addAll(Constants.of(model.loss(), model.loss().name()));
    loss.add("predictions by " + model.loss().link().name());
    line("loss", String.join(", ", loss));
    line(
        "parameters",
        String.format(
            Locale.ROOT,
            "%,d, %s",
            network.parameterCount(),
            Footprint.readable((long) Float.BYTES * network.parameterCount())));
  }

  private void columns() {
    FittedPreprocessing fitted = model.preprocessing().fitted();
    for (NumericInput input : fitted.numbers().subList(0, atMost(fitted.numbers().size()))) {
      line(
          "number",
          String.format(
              Locale.ROOT,
              "%s: (x − %.6g) · %.6g, %.6g where missing%s",
              input.column(),
              input.shift(),
              input.factor(),
              input.fill(),
              input.indicator() ? ", with an indicator" : ""));
    }
    more("number", fitted.numbers().size());
    if (!fitted.monomials().isEmpty()) {
      line(
          "powers",
          "%d, up to degree %d"
              .formatted(fitted.monomials().size(), fitted.spec().polynomialDegree()));
    }
    for (CategoricalInput input : fitted.texts().subList(0, atMost(fitted.texts().size()))) {
      line("category", input.column() + ": " + some(input.categories()));
    }
    more("category", fitted.texts().size());
    if (fitted.spec().inputs() instanceof InputSpec.Text text) {
      line(
          "text",
          String.format(
              Locale.ROOT,
              "%s: the first %,d %s, of %,d in the vocabulary",
              text.column(),
              text.length(),
              Names.of(text.unit()),
              fitted.vocabulary().size()));
    }
    if (fitted.spec().inputs() instanceof InputSpec.Series series) {
      line(
          "series",
          "%d rows by %s%s, the label %d ahead"
              .formatted(
                  series.steps(),
                  series.order(),
                  series.group().isEmpty() ? "" : " of each " + String.join(", ", series.group()),
                  series.horizon()));
    }
    line("inputs", fitted.shape().toString());
  }

  private void more(String what, int count) {
    if (count > NAMED) {
      line(what, "… and %d more".formatted(count - NAMED));
    }
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, atMost(names.size())))
        + (names.size() > NAMED ? " … and %d more".formatted(names.size() - NAMED) : "");
  }

  private static int atMost(int size) {
    return Math.min(NAMED, size);
  }

  private void line(String name, String text) {
    out.printf("%-12s%s%n", name, text);
  }
}
