package dev.bellows.round;

/**
 * What messages say: each begins with one of these words; the rest is listed here. A mailbox
 * belongs to one round of one run, and a command's number is never used twice, so that what comes
 * late, from an executor that was given up or woke from a freeze, is told by it and ignored.
 */
final class Wire {
  // From a member to the driver; the member's name comes next.

  /** Executor, host, kernel, slots, address: here I am, or I have one slot more. */
  static final String HELLO = "hello";

  /** Command, partitions: I hold what was dealt, but for these, which the cache has lost. */
  static final String DEALT = "dealt";

  /**
   * Command, then arrays over blocks: first shard, level, whether empty, loss, weight, rows, nanos.
   */
  static final String COUNTS = "counts";

  /** Command, first shard of the block, chunk, payload. */
  static final String GRADIENT = "gradient";

  /** Command, the blocks of the evaluation as bytes. */
  static final String EVALUATION = "evaluation";

  /** Command, what happened: I cannot go on. */
  static final String FAILED = "failed";

  // From the driver to a member.

  /** Command, partitions of each slot. */
  static final String DEAL = "deal";

  /** Command that they are for, chunk, payload. */
  static final String PARAMETERS = "parameters";

  /** Command, step. */
  static final String STEP = "step";

  /** Command. */
  static final String EVALUATE = "evaluate";

  /** The round is over. */
  static final String END = "end";

  private Wire() {}
}
