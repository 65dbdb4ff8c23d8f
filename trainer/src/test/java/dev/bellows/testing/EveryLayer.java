package dev.bellows.testing;

import dev.bellows.data.Shape;
import dev.bellows.nn.ActivationLayer;
import dev.bellows.nn.Activations;
import dev.bellows.nn.Attention;
import dev.bellows.nn.AveragePool;
import dev.bellows.nn.BatchNorm;
import dev.bellows.nn.Conv2d;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Embedding;
import dev.bellows.nn.Extent;
import dev.bellows.nn.Flatten;
import dev.bellows.nn.GlobalAveragePool;
import dev.bellows.nn.GlobalMaxPool;
import dev.bellows.nn.Gru;
import dev.bellows.nn.LayerNorm;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Lstm;
import dev.bellows.nn.Masking;
import dev.bellows.nn.MaxPool;
import dev.bellows.nn.Padding;
import dev.bellows.nn.PositionalEmbedding;
import dev.bellows.nn.Residual;
import dev.bellows.nn.Returns;
import dev.bellows.nn.Rnn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Three networks that have every layer and activation between them. */
public final class EveryLayer {
  /** Token ids are below. */
  public static final int TOKENS = 9;

  private EveryLayer() {}

  /**
   * A network and its rows.
   *
   * @param input a row
   * @param tokens whether numbers are token ids, with padding at the end
   */
  public record Case(String name, Shape input, Tokens tokens, List<LayerSpec> layers) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What the numbers of a row are. */
  public enum Tokens {
    NO,
    YES
  }

  /** An image's, a text's and a series'. */
  public static Stream<Case> networks() {
    return Stream.of(image(), text(), series());
  }

  private static Case image() {
    return new Case(
        "image",
        Shape.of(2, 9, 8),
        Tokens.NO,
        List.of(
            new Conv2d.Spec(4, Extent.square(3), null, Padding.SAME, null, null),
            new BatchNorm.Spec(0.1, 1e-5),
            activation("relu"),
            new MaxPool.Spec(Extent.square(2), null, null),
            new Residual.Spec(
                List.of(
                    new Conv2d.Spec(4, Extent.square(3), null, Padding.SAME, null, null),
                    new BatchNorm.Spec(0.1, 1e-5),
                    activation("relu"))),
            new AveragePool.Spec(Extent.square(2), Extent.square(1), null),
            new Dropout.Spec(0.2),
            new GlobalAveragePool.Spec(),
            new Flatten.Spec(),
            new Dense.Spec(7, Activations.CATALOG.byName("tanh")),
            new Dense.Spec(1, null)));
  }

  private static Case text() {
    return new Case(
        "text",
        Shape.of(10),
        Tokens.YES,
        List.of(
            new Embedding.Spec(TOKENS, 8),
            new PositionalEmbedding.Spec(null),
            new Residual.Spec(List.of(new LayerNorm.Spec(1e-5), new Attention.Spec(2, null, 0.1))),
            new Residual.Spec(
                List.of(
                    new LayerNorm.Spec(1e-5),
                    new Dense.Spec(16, Activations.CATALOG.byName("tanh")),
                    new Dense.Spec(8, null))),
            new Gru.Spec(6, Returns.SEQUENCE),
            new GlobalMaxPool.Spec(),
            new Dense.Spec(5, Activations.CATALOG.byName("sigmoid")),
            new Dense.Spec(1, null)));
  }

  /** With every activation there is. */
  private static Case series() {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new Masking.Spec());
    layers.add(new Rnn.Spec(5, Returns.SEQUENCE, null));
    layers.add(new Lstm.Spec(4, Returns.LAST));
    for (String activation : Activations.CATALOG.names()) {
      layers.add(new Dense.Spec(4, Activations.CATALOG.byName(activation)));
    }
    layers.add(new Dense.Spec(1, null));
    return new Case("series", Shape.of(6, 3), Tokens.NO, layers);
  }

  private static LayerSpec activation(String name) {
    return new ActivationLayer.Spec(Activations.CATALOG.byName(name));
  }
}
