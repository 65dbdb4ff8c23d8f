package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import java.lang.ref.WeakReference;

/**
 * Runs in a JVM of its own: applications, each with its copy of netlib, come and go; the first of
 * them loads the library and is gone before the next one comes.
 */
final class Unloading {

  private Unloading() {}

  public static void main(String[] arguments) {
    System.out.println("gone " + isCollected(loader(load())));
    BLAS kept = load();
    String sums = Kernels.sumsOf(kept);
    System.out.println("gone " + isCollected(loader(load())));
    System.out.println("same " + sums.equals(Kernels.sumsOf(kept)));
    System.out.println("same " + sums.equals(Kernels.sumsOf(load())));
  }

  private static BLAS load() {
    return BlasChoice.make("native", 1, LibraryFolder.candidates()).library().blas();
  }

  private static WeakReference<ClassLoader> loader(BLAS blas) {
    return new WeakReference<>(blas.getClass().getClassLoader());
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    return loader.get() == null;
  }
}
