package dev.bellows.optim;

/**
 * One cycle (Smith, 2018): from {@code start} up to 1 in the first {@code rise} of the run, then
 * down to {@code floor}, both along half a cosine, as PyTorch has it. Momentum stays as it is.
 *
 * @param rise a fraction of the run, in [0, 1)
 * @param start the first factor, in [0, 1]
 * @param floor the last factor, in [0, 1]
 */
public record OneCycle(double rise, double start, double floor) implements Schedule {
  public OneCycle {
    Constants.checkFraction("rise", rise);
    Constants.checkShare("start", start);
    Constants.checkShare("floor", floor);
  }

  @Override
  public String name() {
    return "one-cycle";
  }

  @Override
  public double factor(long step, long steps) {
    double peak = Math.max(0, rise * steps - 1);
    if (step < peak) {
      return between(start, 1, step / peak);
    }
    double fall = steps - 1 - peak;
    return fall > 0 ? between(1, floor, (step - peak) / fall) : 1;
  }

  private static double between(double from, double to, double way) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * way)) / 2;
  }
}
