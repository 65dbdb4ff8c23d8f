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
          .with(
              new MaxPool.Spec(null, null, null),
              "the largest number of each window of an image (Ranzato et al., 2007)")
          .with(
              new AveragePool.Spec(null, null, null),
              "the mean of each window of an image (LeCun et al., 1989)")
          .with(new GlobalMaxPool.Spec(), "the largest number of each channel, or over all steps")
          .with(
              new GlobalAveragePool.Spec(),
              "the mean of each channel, or over all steps (Lin, Chen and Yan, 2013)")
          .with(
              new BatchNorm.Spec(0.1, 1e-5),
              "(x − μ) / √(σ² + ε) · gain + bias, μ and σ of a channel (Ioffe and Szegedy, 2015)")
          .with(
              new LayerNorm.Spec(1e-5),
              "the same, μ and σ of a row's last dimension (Ba, Kiros and Hinton, 2016)")
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
