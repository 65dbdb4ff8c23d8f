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

  /** Command, the blocks of the evaluation as bytes. */
  static final String EVALUATION = "evaluation";

  /** What happened: I cannot go on. */
  static final String FAILED = "failed";

  /** The last command that I have done: I hear nothing. It is a question; the answer is true. */
  static final String IDLE = "idle";

  // From Spark, on the driver.

  /** Executor, why: it is lost. */
  static final String LOST = "lost";

  // From the driver to a member.

  /** Command, seat, shards. */
  static final String DEAL = "deal";

  /** Command, step; and the parameters, in the driver's own process. They come in parcels else. */
  static final String STEP = "step";

  /** Command; and the parameters, in the driver's own process. */
  static final String EVALUATE = "evaluate";

  /** The round is over. */
  static final String END = "end";

  private Wire() {}
}
