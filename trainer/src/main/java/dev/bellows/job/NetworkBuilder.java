package dev.bellows.job;

import dev.bellows.data.Shape;
import dev.bellows.job.ActivationSection.Name;
import dev.bellows.job.JobSpec.LossName;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Softmax;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the network of a spec, once the widths of inputs and outputs are known.
 *
 * <p>Losses take logits and apply their link, sigmoid or softmax, themselves. A spec may write the
 * link as the last layer's activation, as textbooks do: it then stands for the loss's own and the
 * layer's activation becomes the identity.
 */
public final class NetworkBuilder {
  private static final double NEGATIVE_SLOPE = 0.01;
  private static final double STANDARD_DEVIATION = 0.05;

  private NetworkBuilder() {}

  /**
   * The network.
   *
   * @param inputs the shape of an encoded row
   * @param outputs logits that the loss wants
   * @throws SpecException if the last layer's units or activation are not what the loss wants
   */
  public static Network network(JobSpec spec, Shape inputs, int outputs, Loss loss) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < spec.network().size(); i++) {
      LayerSection layer = spec.network().get(i);
      if (layer.dropout() != null) {
        layers.add(new Dropout.Spec(layer.dropout().rate()));
        continue;
      }
      boolean last = i == spec.network().size() - 1;
      DenseSection dense = layer.dense();
      Integer units = last ? lastUnits(spec, outputs, loss) : dense.units();
      Activation activation = last ? lastActivation(spec, loss) : activation(dense);
      layers.add(new Dense.Spec(units, activation, initializer(dense)));
    }
    return new Network(inputs, layers);
  }

  /** The last layer, which is dense in every spec that was checked. */
  static DenseSection lastDense(JobSpec spec) {
    return spec.network().get(spec.network().size() - 1).dense();
  }

  /** The last layer's activation; null where there is one for each unit. */
  static Name lastActivation(JobSpec spec) {
    DenseSection last = lastDense(spec);
    return last.isPerUnit() ? null : last.activation().get(0).name();
  }

  private static int lastUnits(JobSpec spec, int outputs, Loss loss) {
    Integer units = lastDense(spec).units();
    if (units != null && units != outputs) {
      throw new SpecException(
          List.of(
              spec.origin()
                  .invalid(
                      lastPath(spec) + ".units",
                      units,
                      "the label needs %d with the loss %s; leave units out, or %s"
                          .formatted(
                              outputs,
                              loss.name(),
                              loss.problem() == Problem.REGRESSION
                                  ? "name the loss if the numbers are classes"
                                  : "name another loss"))));
    }
    return outputs;
  }

  private static Activation lastActivation(JobSpec spec, Loss loss) {
    Name name = lastActivation(spec);
    LossName lossName = LossBuilder.nameOf(loss);
    if (!fits(name, lossName)) {
      throw new SpecException(
          List.of(
              spec.origin()
                  .invalid(
                      lastPath(spec) + ".activation",
                      name == null ? "a list" : Names.of(name),
                      wayOut(lossName))));
    }
    return name == link(lossName)
        ? new PointwiseActivation.Identity()
        : activation(lastDense(spec));
  }

  /**
   * Whether a last layer may have this activation: the loss's link or none; for numbers any but the
   * softmax, to bound them.
   *
   * @param activation null for a list
   */
  static boolean fits(Name activation, LossName loss) {
    return loss == LossName.MSE
        ? activation != Name.SOFTMAX
        : activation == Name.IDENTITY || activation == link(loss);
  }

  /** What to write in place of an activation that does not fit. */
  static String wayOut(LossName loss) {
    return loss == LossName.MSE
        ? "loss: mse learns numbers; must be identity or left out"
        : "loss: %s takes logits; must be %s or left out"
            .formatted(Names.of(loss), Names.of(link(loss)));
  }

  private static Name link(LossName loss) {
    return switch (loss) {
      case MSE -> Name.IDENTITY;
      case BINARY_CROSS_ENTROPY -> Name.SIGMOID;
      case SOFTMAX_CROSS_ENTROPY -> Name.SOFTMAX;
    };
  }

  private static String lastPath(JobSpec spec) {
    return "network.%d.dense".formatted(spec.network().size() - 1);
  }

  private static Activation activation(DenseSection dense) {
    if (!dense.isPerUnit()) {
      ActivationSection only = dense.activation().get(0);
      return only.name() == Name.SOFTMAX ? new Softmax() : pointwise(only);
    }
    return new PerUnit(dense.activation().stream().map(NetworkBuilder::pointwise).toList());
  }

  private static PointwiseActivation pointwise(ActivationSection activation) {
    return switch (activation.name()) {
      case IDENTITY -> new PointwiseActivation.Identity();
      case RELU -> new PointwiseActivation.Relu();
      case LEAKY_RELU -> {
        Double slope = activation.negativeSlope();
        yield new PointwiseActivation.LeakyRelu((float) (slope == null ? NEGATIVE_SLOPE : slope));
      }
      case SIGMOID -> new PointwiseActivation.Sigmoid();
      case TANH -> new PointwiseActivation.Tanh();
      case SOFTMAX -> throw new IllegalArgumentException("Invalid activation of a unit: softmax");
    };
  }

  private static Initializer initializer(DenseSection dense) {
    InitializerSection initializer = dense.initializer();
    if (initializer == null) {
      return null;
    }
    Double deviation = initializer.standardDeviation();
    return switch (initializer.name()) {
      case GLOROT -> new Initializer.Glorot();
      case HE -> new Initializer.He();
      case NORMAL -> new Initializer.Normal(deviation == null ? STANDARD_DEVIATION : deviation);
    };
  }
}
