package dev.bellows.job;

import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * Ends the process. A success just returns: whoever started this class knows what to do next. A
 * failure must be told, and how depends on who listens.
 */
final class Farewell {
  private Farewell() {}

  /** Ends this process with {@code status}. */
  static void end(int status) {
    end(status, System::getProperty, System::exit);
  }

  /**
   * The same.
   *
   * @param properties of this JVM
   * @param exit ends it
   * @throws Failed where that is how to tell
   */
  static void end(int status, UnaryOperator<String> properties, IntConsumer exit) {
    if (status == Status.DONE.code()) {
      return;
    }
    if (isInApplicationMaster(properties)) {
      // There System.exit looks like a crash and is tried again, whatever the reason was.
      throw new Failed(status);
    }
    exit.accept(status);
  }

  /** Whether YARN's application master runs this driver as a thread of its own. */
  private static boolean isInApplicationMaster(UnaryOperator<String> properties) {
    String master = properties.apply("spark.master");
    return master != null
        && master.startsWith("yarn")
        && "cluster".equals(properties.apply("spark.submit.deployMode"));
  }

  /** Carries the status; the message has been printed and the trace says nothing. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(int status) {
      super("bellows ended with status " + status, null, false, false);
    }
  }
}
