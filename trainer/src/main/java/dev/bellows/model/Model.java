package dev.bellows.model;

import dev.bellows.data.DataException;
import dev.bellows.data.Preprocessing;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Layer;
import dev.bellows.nn.Network;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A trained network with all that it takes to use it: weights, preprocessing, labels, the threshold
 * of a decision, and where it comes from. Immutable.
 *
 * <pre>{@code
 * Model model = Model.read(ModelFolder.of(Path.of("runs/churn/model")));
 * Prediction prediction = model.scorer().score(Map.of("tenure", 3, "Contract", "Month-to-month", …));
 * prediction.label();          // Yes
 * prediction.probability();    // 0.71
 * }</pre>
 */
public final class Model implements Serializable {
  private static final long serialVersionUID = 1;
  private final Network network;
  private final Loss loss;
  private final float[] parameters;
  private final Preprocessing preprocessing;
  private final double thresholdLogit;
  private final Provenance provenance;

  private Model(
      Network network,
      Loss loss,
      float[] parameters,
      Preprocessing preprocessing,
      double thresholdLogit,
      Provenance provenance) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.preprocessing = preprocessing;
    this.thresholdLogit = thresholdLogit;
    this.provenance = provenance;
  }

  /**
   * A model of these parts.
   *
   * @param parameters of the network; copied
   * @param thresholdLogit from which logit on a row is called positive, where the loss is binary: 0
   *     is the probability 0.5
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public static Model of(
      Network network,
      Loss loss,
      float[] parameters,
      Preprocessing preprocessing,
      double thresholdLogit,
      Provenance provenance) {
    if (parameters.length != network.size()) {
      throw new IllegalArgumentException(
          "Invalid model: %d parameters for a network of %d"
              .formatted(parameters.length, network.size()));
    }
    if (preprocessing.inputWidth() != network.inputs()) {
      throw new IllegalArgumentException(
          "Invalid model: preprocessing gives %d inputs, the network takes %d"
              .formatted(preprocessing.inputWidth(), network.inputs()));
    }
    checkOutputs(network.outputs(), loss, preprocessing);
    if (Double.isNaN(thresholdLogit)) {
      throw new IllegalArgumentException("Invalid threshold: NaN: must be a logit");
    }
    return new Model(network, loss, parameters.clone(), preprocessing, thresholdLogit, provenance);
  }

  private static void checkOutputs(int outputs, Loss loss, Preprocessing preprocessing) {
    int classes = preprocessing.classes().size();
    boolean fits =
        switch (loss.problem()) {
          case REGRESSION -> classes == 0 && outputs == preprocessing.targetWidth();
          case BINARY -> (classes == 0 || classes == 2) && outputs == preprocessing.targetWidth();
          case MULTICLASS -> classes == outputs;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "Invalid model: loss %s with %d outputs for label %s (%s)"
              .formatted(
                  loss.name(),
                  outputs,
                  String.join(", ", preprocessing.labels()),
                  classes == 0 ? "numbers" : classes + " classes"));
    }
  }

  public Network network() {
    return network;
  }

  public Loss loss() {
    return loss;
  }

  /** A copy of the weights, as the network reads them. */
  public float[] parameters() {
    return parameters.clone();
  }

  float[] sharedParameters() {
    return parameters;
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The classes, by index; empty for a regression. */
  public List<String> classes() {
    return preprocessing.classes();
  }

  /** From which logit on a row is called positive, where the loss is binary. */
  public double thresholdLogit() {
    return thresholdLogit;
  }

  public Provenance provenance() {
    return provenance;
  }

  /**
   * The sha-256 of the weights, as little-endian floats in the order of the network's blocks, in
   * hexadecimal.
   */
  public String weightsSha256() {
    return sha256(parameters);
  }

  /** The sha-256 that a model with these weights would have. */
  public static String sha256(float[] parameters) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Safetensors.writeFloats(parameters, (bytes, count) -> digest.update(bytes, 0, count));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("Cannot hash weights: this Java has no SHA-256", e);
    }
  }

  /** What predicts with this model; one for each thread. */
  public Scorer scorer() {
    return new Scorer(this, -1);
  }

  /**
   * The same; its scores tell what a layer gives, such as an autoencoder's code.
   *
   * @param layer counted from 0
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public Scorer scorer(int layer) {
    return new Scorer(this, Objects.checkIndex(layer, network.layers().size()));
  }

  /**
   * The layer that gives the fewest numbers, the last of those: the code, where the model is an
   * autoencoder.
   */
  public int narrowestLayer() {
    List<Layer> layers = network.layers();
    int narrowest = 0;
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).outputShape().size() <= layers.get(narrowest).outputShape().size()) {
        narrowest = i;
      }
    }
    return narrowest;
  }

  /**
   * Writes {@code weights.safetensors}, then {@code model.json}, which says that they belong
   * together.
   */
  public void write(ModelFolder folder) throws IOException {
    ModelFiles.write(this, folder);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws DataException if there is no model, it is damaged, or it is of a newer major version
   */
  public static Model read(ModelFolder folder) throws IOException {
    return ModelFiles.read(folder);
  }
}
