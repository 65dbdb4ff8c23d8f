package dev.bellows.data.generator;

import java.util.List;

/**
 * Districts along a coast, with the columns of the Californian housing table. The value of a house
 * grows with income, faster at first, and with the nearness of the sea and of four cities, in which
 * income counts for more: a linear model misses much that a small network finds. About 1 in 100
 * {@code total_bedrooms} is blank.
 */
final class Houses implements Generator {
  private static final long serialVersionUID = 1;

  /** Longitude, latitude, share of districts, premium. */
  private static final double[][] CITIES = {
    {-118.3, 34.0, 0.35, 0.45},
    {-122.3, 37.7, 0.2, 0.6},
    {-117.1, 32.8, 0.1, 0.35},
    {-121.4, 38.5, 0.1, 0.1}
  };

  private final long seed;

  Houses(long seed) {
    this.seed = seed;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.of("longitude", Type.NUMBER),
        Field.of("latitude", Type.NUMBER),
        Field.of("housing_median_age", Type.INTEGER),
        Field.of("total_rooms", Type.INTEGER),
        Field.of("total_bedrooms", Type.INTEGER),
        Field.of("population", Type.INTEGER),
        Field.of("households", Type.INTEGER),
        Field.of("median_income", Type.NUMBER),
        Field.of("median_house_value", Type.INTEGER),
        Field.of("ocean_proximity", Type.TEXT));
  }

  @Override
  public String label() {
    return "median_house_value";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "houses", index);
    double[] place = place(draws);
    double longitude = round(place[0], 100);
    double latitude = round(place[1], 100);
    int age = 1 + (int) (52 * draws.uniform());
    double income = round(1.2 + 2.4 * StrictMath.exp(0.6 * draws.gaussian()), 10_000);
    int households = 1 + (int) (420 * StrictMath.exp(0.7 * draws.gaussian()));
    double roomsEach = (3.2 + 0.5 * income) * StrictMath.exp(0.15 * draws.gaussian());
    int rooms = 1 + (int) (households * roomsEach);
    int bedrooms = 1 + (int) (households * 1.05 * StrictMath.exp(0.08 * draws.gaussian()));
    int population = 1 + (int) (households * 2.9 * StrictMath.exp(0.2 * draws.gaussian()));
    boolean blank = draws.chance(0.01);
    double known = value(longitude, latitude, age, income, (double) population / households);
    double value = known * StrictMath.exp(0.15 * draws.gaussian());
    int price = (int) Math.min(500_001, StrictMath.rint(Math.max(15_000, value) / 100) * 100);
    return new Object[] {
      longitude,
      latitude,
      age,
      rooms,
      blank ? null : bedrooms,
      population,
      households,
      income,
      price,
      proximity(longitude, latitude)
    };
  }

  /** The median value of districts like this, before noise and before the cap at 500,001. */
  static double value(double longitude, double latitude, int age, double income, double crowd) {
    double premium = 0;
    for (double[] city : CITIES) {
      double east = longitude - city[0];
      double north = latitude - city[1];
      premium += city[3] * StrictMath.exp(-(east * east + north * north) / 0.5);
    }
    double sea = StrictMath.exp(-3 * inland(longitude, latitude));
    double worth = 420_000 * (1 - StrictMath.exp(-income / 9));
    return (20_000 + worth * (0.75 + 1.6 * premium + 0.5 * sea))
        * (1 - 0.004 * Math.abs(age - 25))
        / (0.8 + 0.07 * crowd);
  }

  private static double[] place(Draws draws) {
    double at = draws.uniform();
    for (double[] city : CITIES) {
      at -= city[2];
      if (at < 0) {
        return onLand(city[0] + 0.35 * draws.gaussian(), city[1] + 0.3 * draws.gaussian());
      }
    }
    double latitude = draws.uniform(32.6, 41.9);
    return onLand(coast(latitude) - 2.2 * StrictMath.log(1 - draws.uniform()), latitude);
  }

  private static double[] onLand(double longitude, double latitude) {
    double north = Math.max(32.54, Math.min(41.95, latitude));
    double west = coast(north);
    double east = longitude < west ? 2 * west - longitude : longitude;
    return new double[] {Math.min(-114.31, Math.min(west + 6, east)), north};
  }

  /** The longitude of the coast. */
  private static double coast(double latitude) {
    return -117.2 - 1.02 * Math.min(7, latitude - 32.5) + 0.15 * StrictMath.sin(3 * latitude);
  }

  /** Degrees from the sea. */
  private static double inland(double longitude, double latitude) {
    return Math.max(0, longitude - coast(latitude));
  }

  private static String proximity(double longitude, double latitude) {
    double inland = inland(longitude, latitude);
    double bay = StrictMath.hypot(longitude - CITIES[1][0], latitude - CITIES[1][1]);
    if (bay < 0.35) {
      return "NEAR BAY";
    }
    return inland < 0.12 ? "NEAR OCEAN" : inland < 0.9 ? "<1H OCEAN" : "INLAND";
  }

  private static double round(double value, int parts) {
    return StrictMath.rint(value * parts) / parts;
  }
}
