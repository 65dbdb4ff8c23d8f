package dev.bellows.round;

/**
 * What messages say: each begins with one of these words; the rest is listed here. A mailbox
 * belongs to one round of one run, and a command's number is never used twice, so that what comes
 * late, from an executor that was given up or woke from a freeze, is told by it and ignored.
 */
final class Wire {
  // From a member to the driver; the member's name comes next.

  /** Executor, host, kernel, cores, address: here I am, or I have one core more. */
  static final String HELLO = "hello";

  /** Command, shards that the cache has lost, bytes on disk: I hold the others. */
  static final String DEALT = "dealt";

  /**
   * Command, blocks of sums, nanoseconds of computing, and of waiting before: a step is done, in
   * the driver's own process. Others send {@linkplain GradientParcels parcels}.
   */
  static final String GRADIENT = "gradient";

  /** Command, a part of the bytes that the blocks of the evaluation are, whether it is the last. */
  static final String EVALUATION = "evaluation";

  /** What happened: I cannot go on. */
  static final String FAILED = "failed";

  /** I hear nothing. It is a question: whether the round goes on. */
  static final String IDLE = "idle";

  // From Spark, on the driver.

  /** Executor, why: it is lost. */
  static final String LOST = "lost";

  // From the driver to a member.

  /** Command, the round's address, seat, shards. */
  static final String DEAL = "deal";

  /**
   * Command, step, parameters: add up the gradient of the step, or, where it is {@link #NO_STEP},
   * evaluate. Other processes get {@linkplain Parameters parcels}.
   */
  static final String COMPUTE = "compute";

  /** In place of a step. */
  static final long NO_STEP = -1;

  /** The round is over. */
  static final String END = "end";

  private Wire() {}

  static Object[] compute(long command, long step, float[] parameters) {
    return new Object[] {COMPUTE, command, step, parameters};
  }
}
