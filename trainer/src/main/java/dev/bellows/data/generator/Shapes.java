package dev.bellows.data.generator;

import dev.bellows.data.Shape;
import java.util.List;
import java.util.Locale;

/**
 * Circles, squares, triangles and crosses, grey on grey, in pictures of 16 × 16 pixels: each of its
 * own size, place, turn and shade, under noise. All cover about as much, so that brightness tells
 * nothing.
 */
final class Shapes implements Generator {
  private static final long serialVersionUID = 1;
  private static final int SIDE = 16;
  private static final double NOISE = 0.15; // the most a pixel is off

  private final long seed;

  Shapes(long seed) {
    this.seed = seed;
  }

  /** A figure around the origin; all have about the area of the circle of radius 1. */
  private enum Figure {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    CROSS;

    /** How far (x, y) is outside; negative inside. */
    double distance(double x, double y) {
      double across = Math.abs(x);
      double along = Math.abs(y);
      return switch (this) {
        case CIRCLE -> Math.sqrt(x * x + y * y) - 1;
        case SQUARE -> Math.max(across, along) - 0.89;
        case TRIANGLE -> Math.max(0.866 * across - 0.5 * y, y) - 0.78;
        case CROSS ->
            Math.min(Math.max(across - 0.4, along - 1.2), Math.max(along - 0.4, across - 1.2));
      };
    }
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("pixels", Type.PIXELS, Shape.of(1, SIDE, SIDE)), Field.of("shape", Type.TEXT));
  }

  @Override
  public String label() {
    return "shape";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "shapes", index);
    Figure figure = Figure.values()[draws.below(Figure.values().length)];
    double size = draws.uniform(3.2, 5);
    double right = SIDE / 2.0 + draws.uniform(-1.8, 1.8);
    double down = SIDE / 2.0 + draws.uniform(-1.8, 1.8);
    double turn = draws.uniform(-0.3, 0.3);
    double sine = StrictMath.sin(turn);
    double cosine = StrictMath.cos(turn);
    double ground = draws.uniform(0.1, 0.4);
    double ink = ground + draws.uniform(0.35, 0.6);
    double[] pixels = new double[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      int line = i / SIDE;
      double x = (i % SIDE + 0.5 - right) / size;
      double y = (line + 0.5 - down) / size;
      double outside =
          size * figure.distance(cosine * x - sine * y, sine * x + cosine * y); // in pixels
      double share = Math.max(0, Math.min(1, 0.5 - outside));
      double noise = NOISE * (draws.uniform() + draws.uniform() - 1);
      double shade = Math.max(0, Math.min(1, ground + share * (ink - ground) + noise));
      pixels[i] = StrictMath.rint(255 * shade) / 255;
    }
    return new Object[] {pixels, figure.name().toLowerCase(Locale.ROOT)};
  }
}
