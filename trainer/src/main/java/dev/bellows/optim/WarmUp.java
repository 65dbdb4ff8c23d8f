package dev.bellows.optim;

/**
 * A straight line up to 1 in the first steps, then another schedule over those that are left
 * (Goyal, Dollár, Girshick, Noordhuis, Wesolowski et al., 2017).
 *
 * @param fraction of the run, in [0, 1)
 * @param then what follows
 */
public record WarmUp(double fraction, Schedule then) implements Schedule {
  public WarmUp {
    Constants.checkFraction("warm-up", fraction);
  }

  @Override
  public String name() {
    return then.name();
  }

  @Override
  public double factor(long step, long steps) {
    long warm = Math.min(steps - 1, Math.round(fraction * steps));
    return step < warm ? (step + 1.0) / (warm + 1) : then.factor(step - warm, steps - warm);
  }

  @Override
  public Plateau plateau() {
    return then.plateau();
  }
}
