package dev.bellows.train;

/**
 * Sees that all who compute for a run have the same kernel: the last bits of a product depend on
 * it. The first one seen, or the one that the spec pins, is the run's.
 */
public final class KernelGuard {
  /** The word in a spec that lets kernels differ, at the price of reproducibility. */
  public static final String MIXED = "mixed";

  private final boolean mixed;
  private String expected;

  /**
   * @param kernel the text form of the kernel that everyone must have, {@link #MIXED} to let them
   *     differ, or null to take the first one seen
   */
  public KernelGuard(String kernel) {
    this.mixed = MIXED.equals(kernel);
    this.expected = mixed ? null : kernel;
  }

  /**
   * Sees the kernel of one who computes.
   *
   * @param host where it runs, for the message
   * @throws KernelMismatchException if it is not the run's
   */
  public synchronized void see(String kernel, String host) {
    if (expected == null) {
      expected = kernel;
    } else if (!mixed && !expected.equals(kernel)) {
      throw new KernelMismatchException(
          "Cannot use the kernel %s on %s: this run computes with %s, and the last bits differ between kernels. Set OPENBLAS_CORETYPE to the oldest core on all machines, or say kernel: mixed"
              .formatted(kernel, host, expected));
    }
  }

  /** The run's kernel; null before any was seen. */
  public synchronized String kernel() {
    return expected;
  }
}
