package dev.bellows.optim;

/**
 * Lowers the learning rate when a value no longer falls: after {@code patience} epochs in which it
 * did not fall by more than {@code minDelta}, the rate is multiplied by {@code factor}, and the
 * epochs are counted anew.
 *
 * @param factor in (0, 1)
 * @param patience epochs, at least 1
 * @param minDelta what counts as falling, at least 0
 * @param floor the lowest factor, in [0, 1]
 */
public record Plateau(double factor, int patience, double minDelta, double floor)
    implements Schedule {
  public Plateau {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "Invalid factor: %s: must be > 0 and < 1".formatted(factor));
    }
    if (patience < 1) {
      throw new IllegalArgumentException("Invalid patience: %d: must be ≥ 1".formatted(patience));
    }
    Constants.checkNotNegative("min-delta", minDelta);
    Constants.checkShare("floor", floor);
  }

  /**
   * What a run remembers of its plateaus.
   *
   * @param factor of the learning rate
   * @param lowest value so far; NaN before there is one
   * @param epochs since it was reached, or since the rate was lowered
   */
  public record State(double factor, double lowest, int epochs) {
    /** The state before the first epoch. */
    public static final State INITIAL = new State(1, Double.NaN, 0);
  }

  @Override
  public String name() {
    return "plateau";
  }

  /** 1: what it does depends on {@link State}. */
  @Override
  public double factor(long step, long steps) {
    return 1;
  }

  @Override
  public Plateau plateau() {
    return this;
  }

  /**
   * The state after an epoch.
   *
   * @param value the lower the better; NaN for none
   */
  public State after(State state, double value) {
    if (value < state.lowest - minDelta || (Double.isNaN(state.lowest) && !Double.isNaN(value))) {
      return new State(state.factor, value, 0);
    }
    if (state.epochs + 1 < patience) {
      return new State(state.factor, state.lowest, state.epochs + 1);
    }
    double lowered = Math.min(state.factor, Math.max(floor, state.factor * factor));
    return new State(lowered, state.lowest, 0);
  }
}
