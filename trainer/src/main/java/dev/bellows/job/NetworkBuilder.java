package dev.bellows.job;

import dev.bellows.data.Preprocessing;
import dev.bellows.data.Shape;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Embedding;
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
  private NetworkBuilder() {}

  /**
   * The network.
   *
   * @param inputs what encodes a row
   * @param outputs logits that the loss wants
   * @throws SpecException if the last layer's units or activation are not what the loss wants, a
   *     layer does not take what the one before it gives, or rows come out as sequences
   */
  public static Network network(JobSpec spec, Preprocessing inputs, int outputs, Loss loss) {
    return network(spec, inputs.inputShape(), inputs.tokenIds(), outputs, loss);
  }

  /** The network for rows of shape {@code inputs}, with {@code tokenIds} in them, or 0. */
  static Network network(JobSpec spec, Shape inputs, int tokenIds, int outputs, Loss loss) {
    List<LayerSpec> layers = new ArrayList<>(spec.network());
    Dense.Spec last =
        lastDense(spec)
            .withUnits(lastUnits(spec, outputs, loss))
            .withActivation(lastActivation(spec, loss));
    layers.set(layers.size() - 1, last);
    if (layers.get(0) instanceof Embedding.Spec embedding && tokenIds > 0) {
      layers.set(0, embedding(spec, embedding, tokenIds));
    }
    Network network = built(inputs, layers);
    if (network.outputs() != outputs) {
      throw new SpecException(
          "Invalid network: it makes %s numbers of a row of %s, and the label needs %d: pool sequences, or take their last state, before the last dense layer"
              .formatted(network.outputShape(), inputs, outputs));
    }
    return network;
  }

  private static Network built(Shape inputs, List<LayerSpec> layers) {
    try {
      return new Network(inputs, layers);
    } catch (IllegalArgumentException e) {
      throw new SpecException(e.getMessage());
    } catch (ArithmeticException e) {
      throw new SpecException(
          "Invalid network: it has more than %,d parameters".formatted(Integer.MAX_VALUE));
    }
  }

  /** A vector for each token of the data, where the spec does not say how many there are. */
  private static Embedding.Spec embedding(JobSpec spec, Embedding.Spec embedding, int tokenIds) {
    Integer given = embedding.vocabulary();
    if (given != null && given < tokenIds) {
      throw new SpecException(
          List.of(
              spec.origin()
                  .invalid(
                      "network.0.embedding.vocabulary",
                      given,
                      "the data has %,d token ids; leave it out".formatted(tokenIds))));
    }
    return embedding.forVocabulary(tokenIds);
  }

  /** The last layer, which is dense in every spec that was checked. */
  static Dense.Spec lastDense(JobSpec spec) {
    return (Dense.Spec) spec.network().get(spec.network().size() - 1);
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
    Activation activation = lastDense(spec).activation();
    if (!fits(activation, loss)) {
      throw new SpecException(
          List.of(
              spec.origin()
                  .invalid(lastPath(spec) + ".activation", named(activation), wayOut(loss))));
    }
    return activation.equals(loss.link()) ? new PointwiseActivation.Identity() : activation;
  }

  /**
   * Whether a last layer may have this activation: the loss's link or none; where predictions are
   * the logits any but the softmax, to bound them.
   */
  static boolean fits(Activation activation, Loss loss) {
    return predictsLogits(loss)
        ? !(activation instanceof Softmax)
        : activation instanceof PointwiseActivation.Identity || activation.equals(loss.link());
  }

  /** What to write in place of an activation that does not fit. */
  static String wayOut(Loss loss) {
    return predictsLogits(loss)
        ? "loss: %s learns numbers; must be identity or left out".formatted(loss.name())
        : "loss: %s takes logits; must be %s or left out"
            .formatted(loss.name(), loss.link().name());
  }

  /** The activation in a message. */
  static String named(Activation activation) {
    return activation instanceof PerUnit ? "a list" : activation.name();
  }

  private static boolean predictsLogits(Loss loss) {
    return loss.link() instanceof PointwiseActivation.Identity;
  }

  private static String lastPath(JobSpec spec) {
    return "network.%d.dense".formatted(spec.network().size() - 1);
  }
}
