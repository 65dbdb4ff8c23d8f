package dev.bellows.linalg;

/** Runs loops until the JIT compiler has made them fast. */
final class LoopsWarmUp {
  private static final int LENGTH = 1024;
  private static final int WIDTH = 64;
  private static final int SIDE = 17; // of a matrix
  private static final int MOST_ROUNDS = 10_000;

  /** The compiler has done its work when so many rounds were fast, one after the other. */
  private static final int FAST_ROUNDS = 3;

  private final float[] x = new float[LENGTH];
  private final float[] y = new float[LENGTH];
  private final int[] places = new int[LENGTH];
  private final Runs runs = new Runs(new int[] {0, 9}, new int[] {500, 1}, new int[] {24, 9}, 1);

  /** Whether {@code loops} became faster than {@code others}, which run as well, in time. */
  boolean makesFaster(Loops loops, Loops others) {
    int fast = 0;
    for (int i = 0; i < MOST_ROUNDS && fast < FAST_ROUNDS; i++) {
      fast = nanos(loops) < nanos(others) ? fast + 1 : 0;
    }
    return fast == FAST_ROUNDS;
  }

  private long nanos(Loops loops) {
    long start = System.nanoTime();
    loops.add(x, 0, y, 1, LENGTH - 1);
    loops.sumRows(x, 0, LENGTH / WIDTH, WIDTH, y, 0);
    x[0] = loops.allFinite(x, 0, LENGTH) ? 0 : 1;
    for (RangeFunction function : loops.functions().values()) {
      function.apply(x, 0, LENGTH);
    }
    loops.keepLarger(x, places, 0, 1, LENGTH - 1);
    loops.copyRuns(runs, x, 0, y, 0);
    loops.addRunsBack(runs, x, 0, y, 0);
    loops.multiply(SIDE, SIDE, SIDE, x, 0, SIDE, x, 0, 1, SIDE, 0, y, 0, SIDE);
    return System.nanoTime() - start;
  }
}
