package dev.bellows.soak;

import dev.bellows.data.Batch;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Activation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The softmax cross-entropy, but for an exception while there is a certain file.
 *
 * @param trigger its path
 * @param once whether the one who fails takes the file away first, so that no one else does
 */
record FailingLoss(String trigger, boolean once) implements Loss {
  static final String MESSAGE = "a failure that was asked for";
  private static final long serialVersionUID = 1;
  private static final Loss LOSS = new SoftmaxCrossEntropy();

  @Override
  public String name() {
    return LOSS.name();
  }

  @Override
  public Problem problem() {
    return LOSS.problem();
  }

  @Override
  public Activation link() {
    return LOSS.link();
  }

  @Override
  public double sum(float[] logits, int outputs, Batch batch) {
    return LOSS.sum(logits, outputs, batch);
  }

  @Override
  public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    Path file = Path.of(trigger);
    if (once ? isTakenAway(file) : Files.exists(file)) {
      throw new IllegalStateException(MESSAGE);
    }
    return LOSS.gradient(logits, outputs, batch, gradient);
  }

  private static boolean isTakenAway(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
