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
          .with(
              new Schedule.Cosine(0),
              "down to a floor along half a cosine (Loshchilov and Hutter, 2017)");

  private Schedules() {}
}
