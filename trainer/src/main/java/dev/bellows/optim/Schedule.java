package dev.bellows.optim;

import java.io.Serializable;

/** The learning rate of each step, as a factor of the one that the optimiser was given. */
public sealed interface Schedule extends Serializable
    permits Schedule.Constant,
        Schedule.Step,
        Schedule.Exponential,
        Schedule.Polynomial,
        Schedule.Cosine,
        OneCycle,
        Plateau,
        WarmUp {
  /** The name, as in a job spec: {@code cosine}. */
  String name();

  /**
   * The factor of a step.
   *
   * @param step counted from 0
   * @param steps of the whole run
   */
  double factor(long step, long steps);

  /** The part that depends on how training goes; null where there is none. */
  default Plateau plateau() {
    return null;
  }

  /** 1 throughout. */
  record Constant() implements Schedule {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  /**
   * Multiplied by {@code factor} after every {@code every} of the run: {@code every = 0.25} lowers
   * it three times.
   *
   * @param factor in (0, 1]
   * @param every a fraction of the run, in (0, 1]
   */
  record Step(double factor, double every) implements Schedule {
    private static final double ROUNDING = 1e-9;

    public Step {
      if (!(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(
            "Invalid factor: %s: must be > 0 and ≤ 1".formatted(factor));
      }
      if (!(every > 0 && every <= 1)) {
        throw new IllegalArgumentException(
            "Invalid every: %s: must be a fraction of the run, > 0 and ≤ 1".formatted(every));
      }
    }

    @Override
    public String name() {
      return "step";
    }

    @Override
    public double factor(long step, long steps) {
      double periods = step / (every * steps);
      return StrictMath.pow(factor, Math.floor(periods + ROUNDING)); // or 55 / (0.55 · 100) is 0
    }
  }

  /**
   * {@code floor^(step / steps)}: from 1 down to {@code floor}, by the same ratio in each step.
   *
   * @param floor in (0, 1]
   */
  record Exponential(double floor) implements Schedule {
    public Exponential {
      if (!(floor > 0 && floor <= 1)) {
        throw new IllegalArgumentException(
            "Invalid floor: %s: must be > 0 and ≤ 1".formatted(floor));
      }
    }

    @Override
    public String name() {
      return "exponential";
    }

    @Override
    public double factor(long step, long steps) {
      return StrictMath.pow(floor, (double) step / steps);
    }
  }

  /**
   * {@code floor + (1 − floor) (1 − step / steps)^power}: a straight line for the power 1.
   *
   * @param power above 0
   * @param floor in [0, 1]
   */
  record Polynomial(double power, double floor) implements Schedule {
    public Polynomial {
      Constants.checkPositive("power", power);
      Constants.checkShare("floor", floor);
    }

    @Override
    public String name() {
      return "polynomial";
    }

    @Override
    public double factor(long step, long steps) {
      return floor + (1 - floor) * StrictMath.pow(1 - (double) step / steps, power);
    }
  }

  /**
   * From 1 down to {@code floor} along half a cosine (Loshchilov and Hutter, 2017, without
   * restarts).
   *
   * @param floor in [0, 1]
   */
  record Cosine(double floor) implements Schedule {
    public Cosine {
      Constants.checkShare("floor", floor);
    }

    @Override
    public String name() {
      return "cosine";
    }

    @Override
    public double factor(long step, long steps) {
      return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
    }
  }
}
