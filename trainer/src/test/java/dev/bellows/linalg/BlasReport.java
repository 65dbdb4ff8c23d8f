package dev.bellows.linalg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Runs in a JVM of its own: chooses, multiplies 2 × 2 and solves, and prints what it found, one
 * fact a line. With {@code mllib}, lets MLlib initialise netlib first.
 */
public final class BlasReport {

  private BlasReport() {}

  public static void main(String[] arguments) throws Exception {
    if (Arrays.asList(arguments).contains("mllib")) {
      Class<?> type = Class.forName("org.apache.spark.ml.linalg.BLAS$");
      Object mllib = type.getMethod("nativeBLAS").invoke(type.getField("MODULE$").get(null));
      System.out.println("mllib " + mllib.getClass().getSimpleName());
    }
    float[] identity = {1, 0, 0, 1};
    float[] product = new float[4];
    Blas.sgemm(
        "N", "N", 2, 2, 2, 1, identity, 0, 2, new float[] {1, 2, 3, 4}, 0, 2, 0, product, 0, 2);
    double[] factor = {4, 0, 0, 9};
    Lapack.dpotrf("L", 2, factor, 2);
    System.out.println("kernel " + Blas.kernel());
    System.out.println("threads " + Blas.threads());
    System.out.println("description " + Blas.description());
    System.out.println("product " + Arrays.toString(product));
    System.out.println("factor " + factor[0] + " " + factor[3]);
    System.out.println("left over " + leftOver());
  }

  private static long leftOver() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(LibraryFolder.PREFIX))
          .count();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
