package dev.bellows.round;

/** Hears what becomes of rounds, on the training thread. */
public interface RoundListener {
  /** A listener that does nothing. */
  RoundListener NONE = new RoundListener() {};

  /**
   * Shards have been dealt, in a new round or to late comers.
   *
   * @param executors that take part
   * @param cores of theirs
   * @param bytesOnDisk of rows that they read from local disks, since their memory does not hold
   *     them
   */
  default void onDealt(int executors, int cores, long bytesOnDisk) {}

  /** A round has lost somebody or something, and is over. */
  default void onLost(String reason) {}

  /** What was lost could not be made again yet; it is tried once more. */
  default void onNotRestored(String reason) {}

  /** A step of which something was lost is computed again. */
  default void onRepeated(long step) {}
}
