package dev.bellows.job;

import dev.bellows.data.DataException;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Softmax;
import java.util.List;

/** Builds the loss of a spec, once the label is known. */
public final class LossBuilder {
  private LossBuilder() {}

  /**
   * The loss that the spec names, or that the label decides: squared errors for numbers; for
   * classes the softmax where there are more than two, or where the last layer says so by a softmax
   * or by two units, else the binary one.
   *
   * @param classes of the label; empty where it is a number
   * @throws DataException if the label is not what the loss takes
   */
  public static Loss loss(JobSpec spec, List<String> classes) {
    Loss loss = spec.loss() == null ? decided(spec, classes) : spec.loss();
    String label = String.join(", ", spec.data().label().columns());
    switch (loss.problem()) {
      case REGRESSION -> {
        if (!classes.isEmpty()) {
          throw new DataException(
              "Cannot use the loss %s for the label %s: it has classes (%s), not numbers. Use binary-cross-entropy or softmax-cross-entropy"
                  .formatted(loss.name(), label, some(classes)));
        }
      }
      case BINARY -> {
        if (classes.size() != 2 && !learnsNumbers(spec)) {
          throw new DataException(
              "Cannot use the loss %s for the label %s: it has %s, not 2. Use %s"
                  .formatted(
                      loss.name(),
                      label,
                      classes.isEmpty() ? "numbers" : classes.size() + " classes",
                      classes.isEmpty() ? "mse" : "softmax-cross-entropy"));
        }
      }
      case MULTICLASS -> {
        if (classes.isEmpty()) {
          throw new DataException(
              "Cannot use the loss %s for the label %s: it has numbers, not classes. Use mse"
                  .formatted(loss.name(), label));
        }
      }
    }
    return loss;
  }

  /**
   * Whether the loss that the spec names takes its labels as numbers: those of a regression, or
   * several that are 0 or 1.
   */
  static boolean learnsNumbers(JobSpec spec) {
    return spec.loss() != null
        && switch (spec.loss().problem()) {
          case REGRESSION -> true;
          case BINARY -> spec.data().label().columns().size() > 1;
          case MULTICLASS -> false;
        };
  }

  /** How many logits {@code loss} wants for a label with these classes, or this many numbers. */
  public static int outputs(Loss loss, List<String> classes, int targets) {
    return loss.problem() == Problem.MULTICLASS ? classes.size() : targets;
  }

  private static Loss decided(JobSpec spec, List<String> classes) {
    if (classes.isEmpty()) {
      return new MeanSquaredError();
    }
    Dense.Spec last = NetworkBuilder.lastDense(spec);
    boolean softmax =
        classes.size() > 2
            || last.activation() instanceof Softmax
            || (last.units() != null && last.units() == 2);
    return softmax ? new SoftmaxCrossEntropy() : new BinaryCrossEntropy();
  }

  private static String some(List<String> classes) {
    List<String> first = classes.subList(0, Math.min(5, classes.size()));
    return String.join(", ", first) + (first.size() < classes.size() ? ", …" : "");
  }
}
