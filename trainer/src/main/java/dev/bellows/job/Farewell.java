package dev.bellows.job;

/**
 * Ends the process. A success just returns: whoever started this class knows what to do next. A
 * failure must be told, and how depends on who listens.
 */
final class Farewell {
  private Farewell() {}

  static void end(int status) {
    if (status == Status.DONE.code()) {
      return;
    }
    if (isInApplicationMaster()) {
      // There System.exit looks like a crash and is tried again, whatever the reason was.
      throw new Failed(status);
    }
    System.exit(status);
  }

  /** Whether YARN's application master runs this driver as a thread of its own. */
  private static boolean isInApplicationMaster() {
    return "cluster".equals(System.getProperty("spark.submit.deployMode"))
        && System.getProperty("spark.master", "").startsWith("yarn");
  }

  /** Carries the status; the message has been printed and the trace says nothing. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(int status) {
      super("bellows ended with status " + status, null, false, false);
    }
  }
}
