package dev.bellows.optim;

import dev.bellows.catalog.Catalog;

/** The schedules. */
public final class Schedules {
  /** All schedules. */
  public static final Catalog<Schedule> CATALOG =
      Catalog.of("schedule", Schedule::name)
          .with(new Schedule.Constant(), "the same rate throughout")
          .with(
              new Schedule.Step(0.1, 1.0 / 3),
              "multiplied by a factor after each fraction of the run")
          .with(new Schedule.Exponential(0.01), "down to a floor, by the same ratio in each step")
          .with(
              new Schedule.Polynomial(1, 0), "down to a floor, in a straight line for the power 1")
          .with(
              new Schedule.Cosine(0),
              "down to a floor along half a cosine (Loshchilov and Hutter, 2017)")
          .with(new OneCycle(0.3, 0.04, 4e-6), "up to the full rate and far down (Smith, 2018)")
          .with(
              new Plateau(0.1, 3, 0, 0),
              "multiplied by a factor when the metric of early stopping, or the loss, no longer improves");

  private Schedules() {}
}
