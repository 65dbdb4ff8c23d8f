package dev.bellows.optim;

/**
 * A line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2006,
 * algorithms 3.5 and 3.6): from a point with value φ₀ and slope φ₀′ &lt; 0 it looks for a step α
 * with
 *
 * <pre>
 * φ(α) ≤ φ₀ + 10⁻⁴ α φ₀′      the value falls enough
 * |φ′(α)| ≤ 0.9 |φ₀′|         the slope flattens enough
 * </pre>
 *
 * <p>New steps come from the cubic through two points and their slopes. The first condition has a
 * margin for values of single precision: where they no longer differ, slopes still do (the idea of
 * Hager and Zhang's approximate Wolfe conditions, 2005).
 */
public final class StrongWolfe {
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double ROUNDING = 1e-7;
  private static final int MOST_EVALUATIONS = 25;

  private final Line line;
  private final Point start;
  private int evaluations;

  private StrongWolfe(Line line, Point start) {
    this.line = line;
    this.start = start;
  }

  /** A function of one variable. */
  @FunctionalInterface
  public interface Line {
    /** The value and the slope at {@code step}; a value that is not finite counts as too high. */
    Point at(double step);
  }

  /**
   * A point of a line.
   *
   * @param step α
   * @param value φ(α)
   * @param slope φ′(α)
   */
  public record Point(double step, double value, double slope) {}

  /**
   * The point where to go.
   *
   * @param start at step 0, with a slope below 0
   * @param firstStep the step to try first, above 0
   * @return a point that satisfies both conditions; after 25 evaluations the lowest so far, which
   *     is {@code start} itself where none was lower
   */
  public static Point search(Line line, Point start, double firstStep) {
    return new StrongWolfe(line, start).expand(firstStep);
  }

  /** Goes on until a minimum lies behind, then looks for it. */
  private Point expand(double firstStep) {
    Point previous = start;
    double step = firstStep;
    while (evaluations < MOST_EVALUATIONS) {
      Point point = evaluate(step);
      if (isTooHigh(point) || (evaluations > 1 && !(point.value < previous.value))) {
        return zoom(previous, point);
      }
      if (isFlat(point)) {
        return point;
      }
      if (point.slope >= 0) {
        return zoom(point, previous);
      }
      double width = point.step - previous.step;
      step = minimum(previous, point, point.step + 0.01 * width, 10 * point.step);
      previous = point;
    }
    return previous;
  }

  /**
   * Narrows an interval in which there is a step to be found.
   *
   * @param lowest the end with the lower value, whose slope points into the interval
   */
  private Point zoom(Point lowest, Point other) {
    Point low = lowest;
    Point high = other;
    while (evaluations < MOST_EVALUATIONS) {
      double margin = 0.1 * (high.step - low.step);
      double step = minimum(low, high, low.step + margin, high.step - margin);
      if (step == low.step || step == high.step) {
        break;
      }
      Point point = evaluate(step);
      if (isTooHigh(point) || !(point.value < low.value)) {
        if (isFlat(point) && !isTooHigh(point)) {
          return point;
        }
        high = point;
      } else {
        if (isFlat(point)) {
          return point;
        }
        if (point.slope * (high.step - low.step) >= 0) {
          high = low;
        }
        low = point;
      }
    }
    return low;
  }

  private Point evaluate(double step) {
    evaluations++;
    return line.at(step);
  }

  private boolean isTooHigh(Point point) {
    double bound =
        start.value + SUFFICIENT * point.step * start.slope + ROUNDING * Math.abs(start.value);
    return !(point.value <= bound) || !Double.isFinite(point.slope);
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope) <= CURVATURE * Math.abs(start.slope);
  }

  /** Where the cubic through two points is lowest, held between two bounds; else their middle. */
  private static double minimum(Point a, Point b, double oneBound, double otherBound) {
    double lower = Math.min(oneBound, otherBound);
    double upper = Math.max(oneBound, otherBound);
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
    double square = d1 * d1 - a.slope * b.slope;
    double d2 = Math.signum(b.step - a.step) * Math.sqrt(square);
    double step = b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    return Double.isFinite(step)
        ? Math.min(upper, Math.max(lower, step))
        : lower + (upper - lower) / 2;
  }
}
