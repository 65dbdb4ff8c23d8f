package dev.bellows.optim;

/**
 * {@link Adam} as it is used with decoupled weight decay (Loshchilov and Hutter, 2019).
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements AdamRule {
  public AdamW {
    Moments.check(beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adamw";
  }
}
