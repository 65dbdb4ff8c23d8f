package dev.bellows.soak;

import dev.bellows.loss.Loss;
import dev.bellows.loss.SoftmaxCrossEntropy;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Something that goes wrong in the middle of a training.
 *
 * @param name as on the command line
 * @param description what happens
 * @param needs what the run has to be like
 * @param deed makes it happen
 * @param loss of the training, given the path of the file that triggers its failure
 * @param complaint what the run's last words have to name, where it cannot go on; null where it has
 *     to come to the right weights
 */
record Fault(
    String name,
    String description,
    Needs needs,
    Deed deed,
    Function<Path, Loss> loss,
    String complaint) {
  /** Makes a fault happen, and waits until it has run its course. */
  interface Deed {
    void strike(Scene scene) throws Exception;
  }

  /** A fault after which the run comes to the right weights. */
  static Fault survived(String name, String description, Needs needs, Deed deed) {
    return new Fault(name, description, needs, deed, none -> new SoftmaxCrossEntropy(), null);
  }

  /** The same, but the run cannot go on, and has to name {@code reason}. */
  Fault fatal(String reason) {
    return new Fault(name, description, needs, deed, loss, reason);
  }

  /** The same, with another loss. */
  Fault training(Function<Path, Loss> other) {
    return new Fault(name, description, needs, deed, other, complaint);
  }
}
