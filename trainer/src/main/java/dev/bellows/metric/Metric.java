package dev.bellows.metric;

/** The metrics, by the field's names. */
public enum Metric {
  LOSS("loss", Direction.LOWER),
  ACCURACY("accuracy", Direction.HIGHER),
  AUC("auc", Direction.HIGHER),
  PRECISION("precision", Direction.HIGHER),
  RECALL("recall", Direction.HIGHER),
  F1("f1", Direction.HIGHER),
  RMSE("rmse", Direction.LOWER),
  MAE("mae", Direction.LOWER),
  R2("r2", Direction.HIGHER);

  /** Which of two values is the better one. */
  public enum Direction {
    HIGHER,
    LOWER
  }

  private final String label;
  private final Direction direction;

  Metric(String label, Direction direction) {
    this.label = label;
    this.direction = direction;
  }

  /** The name, as in a job spec and in metrics files: {@code auc}. */
  public String label() {
    return label;
  }

  /** How much worse {@code value} is than {@code reference}; below 0 where it is better. */
  public double worsening(double reference, double value) {
    return direction == Direction.HIGHER ? reference - value : value - reference;
  }

  /** Whether {@code value} is better than {@code other} by more than {@code margin}. */
  public boolean isBetter(double value, double other, double margin) {
    return direction == Direction.HIGHER ? value > other + margin : value < other - margin;
  }
}
