package dev.bellows.nn;

import dev.bellows.catalog.Catalog;
import java.util.List;

/** The layers, without the fields that must be given. */
public final class Layers {
  public static final Catalog<LayerSpec> CATALOG =
      Catalog.of("layer", LayerSpec::name)
          .with(new Dense.Spec(null, null, null), "activation(x Wᵀ + b), in a sequence each step")
          .with(new ActivationLayer.Spec(null), "an activation of its own")
          .with(
              new Conv2d.Spec(null, null, null, null, null, null),
              "filters that slide over images (LeCun et al., 1989)")
          .with(new Dropout.Spec(0.5), "zeros at random while training (Srivastava et al., 2014)")
          .with(new Flatten.Spec(), "one dimension of all")
          .with(new Masking.Spec(), "sequences end where all features are missing")
          .with(
              new Embedding.Spec(null, null, null),
              "a vector for each token (Bengio, Ducharme, Vincent and Jauvin, 2003)")
          .with(new Rnn.Spec(null, null, null), "f(x_t Wᵢᵀ + h_{t−1} Wₕᵀ + b) (Elman, 1990)")
          .with(new Gru.Spec(null, null), "gated recurrent units (Cho et al., 2014)")
          .with(
              new Lstm.Spec(null, null),
              "long short-term memory (Hochreiter and Schmidhuber, 1997)")
          .with(
              new PositionalEmbedding.Spec(null),
              "a vector for each place, learned or waves (Vaswani et al., 2017)")
          .with(new Attention.Spec(null, null), "multi-head self-attention (Vaswani et al., 2017)")
          .with(new Residual.Spec(List.of()), "x + f(x), f being layers (He et al., 2016)");

  private Layers() {}
}
