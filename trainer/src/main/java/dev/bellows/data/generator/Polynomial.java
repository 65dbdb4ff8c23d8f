package dev.bellows.data.generator;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import java.util.List;

/**
 * Points on a polynomial: {@code x} uniform in [−1, 1], {@code y = Σ cᵢ Tᵢ(x) + noise · ε} with
 * Chebyshev polynomials Tᵢ up to the degree, coefficients in [−1, 1] but the highest, which is 1,
 * and ε standard normal. In this basis the highest degree shows.
 */
final class Polynomial implements Generator {
  private static final long serialVersionUID = 1;
  private static final String NAME = "polynomial";

  private final long seed;
  private final int degree;
  private final double noise;

  Polynomial(long seed, int degree, double noise) {
    this.seed = seed;
    this.degree = degree;
    this.noise = noise;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.of("x", Type.NUMBER), Field.of("y", Type.NUMBER));
  }

  @Override
  public String label() {
    return "y";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, NAME, index);
    double x = draws.uniform(-1, 1);
    return new Object[] {x, value(x) + noise * draws.gaussian()};
  }

  /** The polynomial at {@code x}, by the recurrence {@code Tᵢ₊₁ = 2x Tᵢ − Tᵢ₋₁}. */
  double value(double x) {
    long key = Purpose.GENERATOR.key(seed, NAME.hashCode());
    double before = x; // T₋₁ = T₁
    double current = 1;
    double sum = 0;
    for (int i = 0; i <= degree; i++) {
      sum += (i == degree ? 1 : 2 * CounterRandom.uniformDouble(key, i) - 1) * current;
      double after = 2 * x * current - before;
      before = current;
      current = after;
    }
    return sum;
  }
}
