package dev.bellows.data.generator;

import java.util.List;

/**
 * Points on as many spirals as there are classes, one and a half turns each, wound into each other:
 * no straight line separates them, a network with two small hidden layers does. {@code noise} is
 * the standard deviation of a point, either way, in parts of the distance between neighbouring
 * arms.
 */
final class Spirals implements Generator {
  private static final long serialVersionUID = 1;
  private static final double TURNS = 1.5;

  private final long seed;
  private final int classes;
  private final double noise;

  Spirals(long seed, int classes, double noise) {
    this.seed = seed;
    this.classes = classes;
    this.noise = noise;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.of("x", Type.NUMBER), Field.of("y", Type.NUMBER), Field.of("label", Type.INTEGER));
  }

  @Override
  public String label() {
    return "label";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "spirals", index);
    int label = (int) (index % classes);
    double radius = StrictMath.sqrt(draws.uniform(0.01, 1));
    double angle = 2 * Math.PI * (TURNS * radius + (double) label / classes);
    double deviation = noise / (TURNS * classes);
    double x = radius * StrictMath.cos(angle) + deviation * draws.gaussian();
    double y = radius * StrictMath.sin(angle) + deviation * draws.gaussian();
    return new Object[] {x, y, label};
  }
}
