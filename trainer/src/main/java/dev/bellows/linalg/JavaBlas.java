package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;

/** Loads netlib's implementations in Java: with the Vector API, and without. */
final class JavaBlas {

  private JavaBlas() {}

  /** Netlib's VectorBLAS: needs {@code --add-modules jdk.incubator.vector}. */
  static BlasLibrary vector() throws BlasUnavailable {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      throw new BlasUnavailable("Java runs without --add-modules jdk.incubator.vector");
    }
    NetlibIsland island = new NetlibIsland();
    try {
      BLAS blas = (BLAS) island.implementation("dev.ludovic.netlib.blas.VectorBLAS");
      Class<?> floats = island.loadClass("jdk.incubator.vector.FloatVector");
      Object widest = floats.getField("SPECIES_MAX").get(null);
      Class<?> species = island.loadClass("jdk.incubator.vector.VectorSpecies");
      Object bits = species.getMethod("vectorBitSize").invoke(widest);
      return new BlasLibrary(blas, lapack(island), Kernels.java("vector", bits + "-bit"), 1);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new BlasUnavailable("VectorBLAS does not start", e);
    }
  }

  /** Netlib's loops for Java 8: as fast as those with fused multiply-add, on every processor. */
  static BlasLibrary plain() throws BlasUnavailable {
    NetlibIsland island = new NetlibIsland();
    try {
      BLAS blas = (BLAS) island.implementation("dev.ludovic.netlib.blas.Java8BLAS");
      return new BlasLibrary(blas, lapack(island), Kernels.java("java", "any"), 1);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new BlasUnavailable("netlib does not start", e);
    }
  }

  static LAPACK lapack(NetlibIsland island) throws ReflectiveOperationException {
    return (LAPACK) island.implementation("dev.ludovic.netlib.lapack.F2jLAPACK");
  }
}
