package dev.bellows.data.generator;

import java.util.Arrays;

/** The strokes of the ten digits, as points x, y … in the unit square, from the top left. */
final class Strokes {
  private static final int ARC_POINTS = 10;

  private static final double[][][] DIGITS = {
    {arc(0.5, 0.5, 0.5, 0.5, -90, 270)},
    {{0.25, 0.2, 0.55, 0, 0.55, 1}},
    {join(arc(0.5, 0.28, 0.45, 0.28, 190, 390), 0.02, 1), {0.02, 1, 0.98, 1}},
    {arc(0.45, 0.26, 0.4, 0.26, 200, 450), arc(0.45, 0.74, 0.48, 0.26, -90, 160)},
    {{0.7, 1, 0.7, 0, 0.02, 0.68, 0.98, 0.68}},
    {{0.9, 0, 0.2, 0, 0.14, 0.45}, arc(0.45, 0.68, 0.48, 0.32, -130, 140)},
    {arc(0.5, 0.7, 0.42, 0.3, 0, 360), {0.75, 0, 0.4, 0.2, 0.15, 0.45, 0.08, 0.7}},
    {{0.05, 0, 0.95, 0, 0.35, 1}},
    {arc(0.5, 0.26, 0.37, 0.26, 0, 360), arc(0.5, 0.76, 0.46, 0.24, 0, 360)},
    {arc(0.5, 0.3, 0.42, 0.3, 0, 360), {0.92, 0.3, 0.85, 0.65, 0.55, 1}}
  };

  private Strokes() {}

  /** The strokes of {@code digit}; not to be written to. */
  static double[][] of(int digit) {
    return DIGITS[digit];
  }

  /** Points on an ellipse around (x, y), clockwise between two angles in degrees from the right. */
  private static double[] arc(
      double x, double y, double width, double height, double from, double to) {
    double[] points = new double[2 * (ARC_POINTS + 1)];
    for (int i = 0; i <= ARC_POINTS; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / ARC_POINTS);
      points[2 * i] = x + width * StrictMath.cos(angle);
      points[2 * i + 1] = y + height * StrictMath.sin(angle);
    }
    return points;
  }

  /** The points of {@code stroke}, then {@code more}. */
  private static double[] join(double[] stroke, double... more) {
    double[] joined = Arrays.copyOf(stroke, stroke.length + more.length);
    System.arraycopy(more, 0, joined, stroke.length, more.length);
    return joined;
  }
}
