package dev.bellows.linalg;

/** Runs loops until the JIT compiler has made them fast. */
final class LoopsWarmUp {
  private static final int LENGTH = 1024;
  private static final int WIDTH = 64;
  private static final int MOST_ROUNDS = 10_000;

  /** The compiler has done its work when so many rounds were fast, one after the other. */
  private static final int FAST_ROUNDS = 3;

  private final float[] x = new float[LENGTH];
  private final float[] y = new float[LENGTH];

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
    double squares = loops.sumOfSquares(x, 0, LENGTH);
    x[0] = squares == 0 && loops.allFinite(x, 0, LENGTH) ? 0 : 1;
    loops.exp(x, 0, LENGTH);
    loops.sigmoid(x, 0, LENGTH);
    loops.tanh(y, 0, LENGTH);
    return System.nanoTime() - start;
  }
}
