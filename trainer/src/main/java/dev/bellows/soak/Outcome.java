package dev.bellows.soak;

import java.util.List;

/**
 * How a run under a fault went.
 *
 * @param fault its name
 * @param seed that decided when and whom it struck
 * @param step after which it struck; −1 where it never did
 * @param end how the run ended
 * @param message its last words, or what is wrong; null where nothing is
 * @param seconds from its first step to its end
 * @param secondsLost of these, without a step being done: the sum of all steps from the strike on
 *     that took longer than 0.2 s, with what was repeated for them
 * @param losses why rounds were lost
 * @param stepsRepeated after them
 */
public record Outcome(
    String fault,
    long seed,
    long step,
    End end,
    String message,
    double seconds,
    double secondsLost,
    List<String> losses,
    int stepsRepeated) {
  public Outcome {
    losses = List.copyOf(losses);
  }

  /** Of a training that never began. */
  static Outcome notBegun(String fault, long seed, String message) {
    return new Outcome(fault, seed, -1, End.FAILED, message, 0, 0, List.of(), 0);
  }

  /** How a run ended. */
  public enum End {
    /** With the weights of the undisturbed run. */
    SAME_BITS,
    /** It gave up, as it had to, and named the reason. */
    NAMED_REASON,
    /** Any other way. */
    FAILED
  }
}
