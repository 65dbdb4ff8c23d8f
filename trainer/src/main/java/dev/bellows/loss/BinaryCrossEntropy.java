package dev.bellows.loss;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Logarithm;

/**
 * {@code mean_i −t_i log σ(z_i) − (1 − t_i) log(1 − σ(z_i))}, computed as {@code max(z, 0) − z t +
 * log(1 + e^−|z|)}, which no logit can overflow; gradient {@code (σ(z_i) − t_i) / outputs}. One
 * output tells two classes apart; several are as many yes-or-no questions about a row.
 */
public record BinaryCrossEntropy() implements BinaryLoss {
  @Override
  public String name() {
    return "binary-cross-entropy";
  }

  @Override
  public double value(float logit, float target) {
    double above = Math.max(logit, 0);
    return above - (double) logit * target + Logarithm.log1p(Elementwise.exp(-Math.abs(logit)));
  }

  @Override
  public float slope(float logit, float target) {
    return Elementwise.sigmoid(logit) - target;
  }
}
