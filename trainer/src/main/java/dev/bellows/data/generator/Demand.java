package dev.bellows.data.generator;

import java.time.LocalDate;
import java.util.List;

/**
 * What some stores sell day by day from 2022 on: a level and a trend of each store's own, a week
 * with a busy end, a year with a busy winter, a price that is cut now and then and is known the
 * evening before, and noise that lasts for some days. {@code noise} is its share of the level. What
 * was sold a week ago is off by about a tenth; a third of that is news of the day, which nobody can
 * know.
 */
final class Demand implements Generator {
  private static final long serialVersionUID = 1;
  private static final String NAME = "demand";
  private static final LocalDate FIRST = LocalDate.of(2022, 1, 1); // a Saturday
  private static final double[] WEEK = {1.45, 1.1, 0.8, 0.8, 0.85, 0.9, 1.1};

  /** How much of the noise of each of the last days is left. */
  private static final double[] ECHO = {0.75, 0.5, 0.35, 0.25};

  private final long seed;
  private final int stores;
  private final double noise;

  Demand(long seed, int stores, double noise) {
    this.seed = seed;
    this.stores = stores;
    this.noise = noise;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.of("date", Type.TEXT),
        Field.of("store", Type.TEXT),
        Field.of("price", Type.NUMBER),
        Field.of("price_tomorrow", Type.NUMBER),
        Field.of("sales", Type.INTEGER));
  }

  @Override
  public String label() {
    return "sales";
  }

  @Override
  public Object[] row(long index) {
    int store = (int) (index % stores);
    long day = index / stores;
    Draws own = new Draws(seed, NAME + " store", store);
    double level = own.uniform(80, 400);
    double trend = own.uniform(-0.1, 0.3); // a year
    double winter = own.uniform(0.05, 0.25);
    double year = 2 * Math.PI * (day % 365) / 365.0;
    double price = price(store, day);
    double expected =
        level
            * (1 + trend * day / 365.0)
            * WEEK[(int) (day % 7)]
            * (1 + winter * StrictMath.cos(year))
            * (1 + 1.5 * (10 - price) / 10);
    double sales = expected * (1 + noise * disturbance(store, day));
    return new Object[] {
      FIRST.plusDays(day).toString(),
      "S" + (store + 1),
      price,
      price(store, day + 1),
      (int) StrictMath.rint(Math.max(0, sales))
    };
  }

  /** 10, or one of three cuts on one day in six. */
  private double price(int store, long day) {
    Draws draws = new Draws(seed, NAME + " price " + store, day);
    return draws.chance(1 / 6.0) ? 9 - 0.5 * draws.below(3) : 10;
  }

  private double disturbance(int store, long day) {
    double sum = 0;
    for (int ago = 0; ago < ECHO.length; ago++) {
      // Days before the first have noise as well.
      sum += ECHO[ago] * new Draws(seed, NAME + " noise " + store, day - ago).gaussian();
    }
    return sum;
  }
}
