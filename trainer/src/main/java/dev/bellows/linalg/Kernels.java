package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32;

/** Makes the fingerprint of each implementation out of what it tells, or else of what it does. */
final class Kernels {

  private static final int ROWS = 33;
  private static final int COLUMNS = 31;
  private static final int INNER = 1031;

  private Kernels() {}

  /** From OpenBLAS's own words: {@code OpenBLAS 0.3.31 DYNAMIC_ARCH … Haswell MAX_THREADS=64}. */
  static Kernel openBlas(String configuration, String core) {
    String[] words = configuration.split(" ");
    return kernel("openblas", words.length > 1 ? words[1] : "unknown", core);
  }

  /** A system BLAS tells nothing of itself: its file's name, and what it computes. */
  static Kernel system(BLAS blas) {
    Optional<Path> file = LoadedLibraries.foreignBlas();
    String name = file.map(path -> path.getFileName().toString()).orElse("unknown");
    return kernel("system", name, "sums-" + sumsOf(blas));
  }

  /** An implementation of netlib's in Java, whose version is netlib's. */
  static Kernel java(String implementation, String core) {
    return kernel(implementation, netlibVersion(), core);
  }

  private static Kernel kernel(String implementation, String version, String core) {
    String architecture = System.getProperty("os.arch");
    return new Kernel(implementation, version, core, architecture, Runtime.version().feature());
  }

  /** A check sum over the bits of a fixed product: different orders of adding give other bits. */
  static String sumsOf(BLAS blas) {
    float[] left = mantissas(ROWS * INNER, 1);
    float[] right = mantissas(INNER * COLUMNS, 2);
    float[] product = new float[ROWS * COLUMNS];
    blas.sgemm(
        "N", "N", ROWS, COLUMNS, INNER, 1, left, 0, ROWS, right, 0, INNER, 0, product, 0, ROWS);
    ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * product.length);
    bits.asFloatBuffer().put(product);
    CRC32 sum = new CRC32();
    sum.update(bits);
    return String.format("%08x", sum.getValue());
  }

  /** Numbers in ±1 whose 24 bits all matter, the same on every machine. */
  private static float[] mantissas(int count, int seed) {
    float[] numbers = new float[count];
    int state = seed;
    for (int i = 0; i < count; i++) {
      state = state * 1664525 + 1013904223;
      numbers[i] = (state >> 7) * 0x1p-24f;
    }
    return numbers;
  }

  private static String netlibVersion() {
    String name = "META-INF/maven/dev.ludovic.netlib/blas/pom.properties";
    URL url = new NetlibIsland().getResource(name);
    if (url == null) {
      return "unknown";
    }
    try (InputStream in = url.openStream()) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
