package dev.bellows.job;

import dev.bellows.job.JobSpec.Solver;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Softmax;
import java.util.List;

/** Whether the layers fit each other, the loss and the solver. */
final class NetworkChecks {
  private final JobSpec spec;
  private final List<LayerSpec> layers;
  private final SpecDocument document;

  NetworkChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.layers = spec.network();
    this.document = document;
  }

  void check() {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Dense.Spec dense) {
        dense(i, dense);
      }
    }
    int last = layers.size() - 1;
    if (layers.get(last) instanceof Dense.Spec dense) {
      output("network.%d.dense".formatted(last), dense);
    } else {
      document.invalid(
          "network.%d".formatted(last),
          layers.get(last).name(),
          "the last layer gives the logits; add a dense layer after it");
    }
    if (layers.stream().anyMatch(LayerSpec::mixesRows)) {
      slices();
    }
    if (spec.solver() == Solver.NORMAL_EQUATIONS) {
      closedForm();
    }
  }

  /** Rows are normalised over those of a shard in a step; a single one would become zeros. */
  private void slices() {
    int batchSize = spec.batchSize();
    if (!document.isWrong("shards")
        && !document.isWrong("training")
        && batchSize < 2 * spec.shards()) {
      document.invalid(
          "training.batch-size",
          batchSize,
          "batch-norm needs 2 rows of each of the %d shards in a step; must be ≥ %d, or take layer-norm"
              .formatted(spec.shards(), 2 * spec.shards()));
    }
  }

  private void dense(int index, Dense.Spec dense) {
    String path = "network.%d.dense".formatted(index);
    if (dense.units() == null && index < layers.size() - 1) {
      document.wrong(
          "Missing field", path + ".units", "only the last layer's width follows from the label");
    }
    if (dense.activation() instanceof PerUnit list
        && dense.units() != null
        && dense.units() != list.activations().size()) {
      document.invalid(
          path + ".activation",
          "a list of " + list.activations().size(),
          "the layer has %d units; give one for each, or one for all".formatted(dense.units()));
    }
  }

  /** The last layer against the loss; see {@link NetworkBuilder} for what its activation means. */
  private void output(String path, Dense.Spec last) {
    Activation activation = last.activation();
    Integer units = last.units();
    Loss loss = spec.loss();
    if (activation instanceof Softmax && units != null && units == 1) {
      document.invalid(
          path + ".units", units, "a softmax has one unit for each class; must be ≥ 2, or sigmoid");
    } else if (loss != null && !document.isWrong("loss") && units != null) {
      units(path + ".units", units, loss);
    }
    if (loss != null && !NetworkBuilder.fits(activation, loss)) {
      document.invalid(
          path + ".activation", NetworkBuilder.named(activation), NetworkBuilder.wayOut(loss));
    }
  }

  private void units(String path, int units, Loss loss) {
    int labels = spec.data().label() == null ? 0 : spec.data().label().columns().size();
    if (loss.problem() == Problem.MULTICLASS) {
      if (units < 2) {
        document.invalid(
            path,
            units,
            "loss: %s has one output for each class; must be ≥ 2, or binary-cross-entropy"
                .formatted(loss.name()));
      }
    } else if (LossBuilder.learnsNumbers(spec)) {
      if (labels > 0 && units != labels) {
        document.invalid(
            path,
            units,
            "the label has %d %s; must be as many"
                .formatted(labels, labels == 1 ? "column" : "columns"));
      }
    } else if (units != 1) {
      document.invalid(
          path,
          units,
          "loss: %s has one output, the positive class; must be 1, or softmax-cross-entropy"
              .formatted(loss.name()));
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
    } else if (layers.get(0) instanceof Dense.Spec dense) {
      Activation activation = dense.activation();
      if (!(activation instanceof PointwiseActivation.Identity)) {
        document.invalid(
            "network.0.dense.activation",
            NetworkBuilder.named(activation),
            solver + "solves linear layers; must be identity or left out");
      }
    }
    if (spec.loss() != null && !(spec.loss() instanceof MeanSquaredError)) {
      document.invalid(
          "loss", spec.loss().name(), solver + "minimises squared errors; must be mse");
    }
  }
}
