package dev.bellows.job;

import dev.bellows.job.ActivationSection.Name;
import dev.bellows.job.JobSpec.LossName;
import dev.bellows.job.JobSpec.Solver;
import java.util.List;

/** Whether the layers fit each other, the loss and the solver. */
final class NetworkChecks {
  private final JobSpec spec;
  private final List<LayerSection> layers;
  private final SpecDocument document;

  NetworkChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.layers = spec.network();
    this.document = document;
  }

  void check() {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).dense() != null) {
        dense(i, layers.get(i).dense());
      }
    }
    int last = layers.size() - 1;
    if (layers.get(last).dense() == null) {
      document.invalid(
          "network.%d".formatted(last),
          "dropout",
          "the last layer gives the logits; add a dense layer after it");
    } else {
      output("network.%d.dense".formatted(last), layers.get(last).dense());
    }
    if (spec.solver() == Solver.NORMAL_EQUATIONS) {
      closedForm();
    }
  }

  private void dense(int index, DenseSection dense) {
    String path = "network.%d.dense".formatted(index);
    if (dense.units() == null && index < layers.size() - 1) {
      document.wrong(
          "Missing field", path + ".units", "only the last layer's width follows from the label");
    }
    if (dense.isPerUnit() && dense.units() != null && dense.units() != dense.activation().size()) {
      document.invalid(
          path + ".activation",
          "a list of " + dense.activation().size(),
          "the layer has %d units; give one for each, or one for all".formatted(dense.units()));
    }
    for (ActivationSection activation : dense.activation()) {
      if (activation.negativeSlope() != null && activation.name() != Name.LEAKY_RELU) {
        document.invalid(
            path + ".activation",
            Names.of(activation.name()),
            "only leaky-relu has a negative-slope; leave it out");
      }
    }
    InitializerSection initializer = dense.initializer();
    if (initializer != null
        && initializer.standardDeviation() != null
        && initializer.name() != InitializerSection.Name.NORMAL) {
      document.invalid(
          path + ".initializer.standard-deviation",
          "initializer %s chooses its own; leave it out, or say name: normal"
              .formatted(Names.of(initializer.name())));
    }
  }

  /** The last layer against the loss; see {@link NetworkBuilder} for what its activation means. */
  private void output(String path, DenseSection last) {
    Name activation = NetworkBuilder.lastActivation(spec);
    Integer units = last.units();
    LossName loss = spec.loss();
    if (activation == Name.SOFTMAX && units != null && units == 1) {
      document.invalid(
          path + ".units", units, "a softmax has one unit for each class; must be ≥ 2, or sigmoid");
    } else if (loss != null && !document.isWrong("loss") && units != null) {
      units(path + ".units", units, loss);
    }
    if (loss != null && !NetworkBuilder.fits(activation, loss)) {
      document.invalid(
          path + ".activation",
          activation == null ? "a list" : Names.of(activation),
          NetworkBuilder.wayOut(loss));
    }
  }

  private void units(String path, int units, LossName loss) {
    int labels = spec.data().label() == null ? 0 : spec.data().label().columns().size();
    switch (loss) {
      case MSE -> {
        if (labels > 0 && units != labels) {
          document.invalid(
              path,
              units,
              "the label has %d %s; must be as many"
                  .formatted(labels, labels == 1 ? "column" : "columns"));
        }
      }
      case BINARY_CROSS_ENTROPY -> {
        if (units != 1) {
          document.invalid(
              path,
              units,
              "loss: binary-cross-entropy has one output, the positive class; must be 1, or softmax-cross-entropy");
        }
      }
      case SOFTMAX_CROSS_ENTROPY -> {
        if (units < 2) {
          document.invalid(
              path,
              units,
              "loss: softmax-cross-entropy has one output for each class; must be ≥ 2, or binary-cross-entropy");
        }
      }
    }
  }

  /** What has a closed form is one linear layer with squared errors. */
  private void closedForm() {
    String solver = "solver: normal-equations ";
    if (layers.size() > 1) {
      document.invalid(
          "network",
          layers.size() + " layers",
          solver + "solves one dense layer; take the others out, or say solver: gradient");
    } else if (layers.get(0).dense() != null) {
      Name activation = NetworkBuilder.lastActivation(spec);
      if (activation != Name.IDENTITY) {
        document.invalid(
            "network.0.dense.activation",
            activation == null ? "a list" : Names.of(activation),
            solver + "solves linear layers; must be identity or left out");
      }
    }
    if (spec.loss() != null && spec.loss() != LossName.MSE) {
      document.invalid(
          "loss", Names.of(spec.loss()), solver + "minimises squared errors; must be mse");
    }
    if (spec.regularization().l1() != 0 && !document.isWrong("regularization")) {
      document.invalid(
          "regularization.l1", solver + "knows l2 only; must be 0, or say solver: gradient");
    }
  }
}
