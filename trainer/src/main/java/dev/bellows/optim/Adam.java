package dev.bellows.optim;

/**
 * Adam (Kingma and Ba, 2015): {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code
 * w ← w − η m̂ / (√v̂ + ε)} with {@code m̂ = m / (1 − β₁ᵗ)}, {@code v̂ = v / (1 − β₂ᵗ)}. Two slots
 * of state: m, v.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay)
    implements AdamRule {
  public Adam {
    Moments.check(beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adam";
  }
}
