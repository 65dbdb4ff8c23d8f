package dev.bellows.data.generator;

import dev.bellows.data.Shape;
import java.util.List;

/**
 * Handwriting made up: digits of 28 × 28 pixels, drawn with strokes that are moved, turned,
 * slanted, stretched, bent and thickened at random, under noise. A small network reads more than 95
 * in 100.
 */
final class Digits implements Generator {
  private static final long serialVersionUID = 1;

  /** Pixels along an edge. */
  static final int SIDE = 28;

  /** The most a pixel is off. */
  private static final double NOISE = 0.15;

  private final long seed;

  Digits(long seed) {
    this.seed = seed;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("pixels", Type.PIXELS, Shape.of(1, SIDE, SIDE)), Field.of("label", Type.INTEGER));
  }

  @Override
  public String label() {
    return "label";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "digits", index);
    int label = (int) (10 * draws.uniform());
    double[] pixels = new double[SIDE * SIDE];
    double[][] strokes = Strokes.of(label);
    Hand hand = new Hand(draws);
    for (double[] stroke : strokes) {
      draw(hand.move(stroke, draws), hand.thickness, pixels);
    }
    for (int i = 0; i < pixels.length; i++) {
      double noise = NOISE * (draws.uniform() + draws.uniform() - 1);
      double shade = pixels[i] * hand.ink + noise;
      pixels[i] = StrictMath.rint(255 * Math.max(0, Math.min(1, shade))) / 255;
    }
    return new Object[] {pixels, label};
  }

  /** How one digit is written. */
  private static final class Hand {
    private final double thickness;
    private final double ink;
    private final double turn;
    private final double slant;
    private final double width;
    private final double height;
    private final double right;
    private final double down;

    Hand(Draws draws) {
      thickness = draws.uniform(0.9, 1.9);
      ink = draws.uniform(0.75, 1);
      turn = 0.13 * draws.gaussian();
      slant = 0.15 * draws.gaussian();
      width = draws.uniform(11, 16);
      height = draws.uniform(17, 21);
      right = SIDE / 2.0 + 1.2 * draws.gaussian();
      down = SIDE / 2.0 + 1.2 * draws.gaussian();
    }

    /** The stroke, from the unit square to pixels. */
    double[] move(double[] stroke, Draws draws) {
      double[] moved = new double[stroke.length];
      double sine = StrictMath.sin(turn);
      double cosine = StrictMath.cos(turn);
      for (int i = 0; i < stroke.length; i += 2) {
        double y = (stroke[i + 1] - 0.5) * height + 0.4 * draws.gaussian();
        double x = (stroke[i] - 0.5) * width - slant * y + 0.4 * draws.gaussian();
        moved[i] = right + cosine * x - sine * y;
        moved[i + 1] = down + sine * x + cosine * y;
      }
      return moved;
    }
  }

  /** Darkens the pixels near the line through the points of {@code stroke}. */
  private static void draw(double[] stroke, double thickness, double[] pixels) {
    for (int i = 0; i + 3 < stroke.length; i += 2) {
      segment(stroke[i], stroke[i + 1], stroke[i + 2], stroke[i + 3], thickness, pixels);
    }
  }

  private static void segment(
      double x0, double y0, double x1, double y1, double thickness, double[] pixels) {
    double reach = thickness + 1;
    int left = Math.max(0, (int) (Math.min(x0, x1) - reach));
    int right = Math.min(SIDE - 1, (int) (Math.max(x0, x1) + reach));
    int top = Math.max(0, (int) (Math.min(y0, y1) - reach));
    int bottom = Math.min(SIDE - 1, (int) (Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = Math.max(1e-9, dx * dx + dy * dy);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - x0;
        double y = row + 0.5 - y0;
        double along = Math.max(0, Math.min(1, (x * dx + y * dy) / length));
        double distance = Math.sqrt(square(x - along * dx) + square(y - along * dy));
        double shade = Math.max(0, Math.min(1, thickness + 0.5 - distance));
        int pixel = row * SIDE + column;
        pixels[pixel] = Math.max(pixels[pixel], shade);
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
