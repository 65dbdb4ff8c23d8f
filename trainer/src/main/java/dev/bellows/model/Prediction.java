package dev.bellows.model;

/** What a model says of one row: {@link Scores} without the row. */
public final class Prediction {
  private final Scores scores;

  Prediction(Scores scores) {
    this.scores = scores;
  }

  /** The predicted class. */
  public String label() {
    return scores.label(0);
  }

  /** The predicted number, in the source's units: the first, where there are several labels. */
  public double value() {
    return value(0);
  }

  /** The predicted number of label {@code index}. */
  public double value(int index) {
    return scores.value(0, index);
  }

  /** The probability of the positive class, where there are two. */
  public double probability() {
    return probability(1);
  }

  /** The probability of class {@code index}. */
  public double probability(int index) {
    return scores.probability(0, index);
  }

  /** How far what an autoencoder gives is from its inputs. */
  public double reconstructionError() {
    return scores.reconstructionError(0);
  }

  /** What the scorer's layer gave. */
  public float[] code() {
    return scores.code(0);
  }

  /** Output {@code output} of the network. */
  public float logit(int output) {
    return scores.logit(0, output);
  }
}
