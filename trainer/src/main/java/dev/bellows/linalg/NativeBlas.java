package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Loads the libraries that are native code: OpenBLAS out of the jar, and the system's BLAS. */
final class NativeBlas {

  private static final String JNI_BLAS = "dev.ludovic.netlib.blas.JNIBLAS";
  private static final String JNI_LAPACK = "dev.ludovic.netlib.lapack.JNILAPACK";
  private static final String BLAS_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
  private static final String LAPACK_PATH = "dev.ludovic.netlib.lapack.nativeLibPath";
  private static final String LOADED = "bellows.blas.loaded";

  private final List<Path> folders;

  /** Will unpack libraries into the first of {@code folders} that they can be loaded from. */
  NativeBlas(List<Path> folders) {
    this.folders = folders;
  }

  /**
   * OpenBLAS out of the jar, with this many threads, or with as many as it was given before by
   * another application in this JVM. There is one in a process: of a second copy, the symbols would
   * be bound to the first, and its end would be the end of both.
   */
  BlasLibrary openBlas(int threads) throws BlasUnavailable {
    // What all class loaders share.
    synchronized (Runtime.getRuntime()) {
      String loaded = System.getProperty(LOADED);
      if (loaded != null) {
        return inFirstFolder(folder -> openBlas(Loaded.parse(loaded)));
      }
      Optional<Path> foreign = LoadedLibraries.foreignBlas();
      if (foreign.isPresent()) {
        throw new BlasUnavailable(
            "this process has loaded " + foreign.get() + ", whose symbols would mix with its own");
      }
      return inFirstFolder(folder -> openBlas(folder, threads));
    }
  }

  /** The library that is in this process for good, as one system property tells of it. */
  private record Loaded(String path, int threads, String configuration, String core) {

    static Loaded parse(String property) {
      String[] lines = property.split("\n", -1);
      return new Loaded(lines[0], Integer.parseInt(lines[1]), lines[2], lines[3]);
    }

    String format() {
      return String.join("\n", path, String.valueOf(threads), configuration, core);
    }
  }

  private static BlasLibrary openBlas(Path folder, int threads) throws Exception {
    NetlibIsland island = new NetlibIsland();
    Map<String, String> properties = new HashMap<>();
    properties.put("org.bytedeco.javacpp.cachedir", folder.toString());
    properties.put("org.bytedeco.javacpp.nopointergc", "true");
    // With these two, javacpp would load another library in the place of OpenBLAS.
    properties.put("org.bytedeco.openblas.load", null);
    properties.put("org.bytedeco.openblas_nolapack.load", null);
    Loaded loaded = SystemProperties.with(properties, () -> load(island, threads));
    BlasLibrary library = openBlas(loaded);
    System.setProperty(LOADED, loaded.format());
    return library;
  }

  private static Loaded load(NetlibIsland island, int threads) throws Exception {
    Object control = island.resident(OpenBlasControl.class);
    String path = (String) ((Supplier<?>) control).get();
    ((IntConsumer) control).accept(threads);
    List<?> facts = (List<?>) ((Callable<?>) control).call();
    return new Loaded(path, threads, (String) facts.get(0), (String) facts.get(1));
  }

  /**
   * Netlib on the library: opened by the name under which it is loaded, so its file may be gone.
   */
  private static BlasLibrary openBlas(Loaded loaded) throws Exception {
    NetlibIsland island = new NetlibIsland();
    Map<String, String> paths = Map.of(BLAS_PATH, loaded.path(), LAPACK_PATH, loaded.path());
    Kernel kernel = Kernels.openBlas(loaded.configuration(), loaded.core());
    return SystemProperties.with(
        paths,
        () -> {
          BLAS blas = (BLAS) island.implementation(JNI_BLAS);
          LAPACK lapack = (LAPACK) island.implementation(JNI_LAPACK);
          return new BlasLibrary(blas, lapack, kernel, loaded.threads());
        });
  }

  /** The system's BLAS: the one that is loaded, else the one netlib finds or is told of. */
  BlasLibrary system() throws BlasUnavailable {
    return inFirstFolder(folder -> systemBlas());
  }

  private static BlasLibrary systemBlas() throws Exception {
    NetlibIsland island = new NetlibIsland();
    Map<String, String> path = new HashMap<>();
    LoadedLibraries.foreignBlas().ifPresent(file -> path.put(BLAS_PATH, file.toString()));
    try {
      return SystemProperties.with(
          path,
          () -> {
            BLAS blas = (BLAS) island.implementation(JNI_BLAS);
            return new BlasLibrary(blas, lapack(island), Kernels.system(blas), 0);
          });
    } catch (UnsatisfiedLinkError e) {
      // What JNI_OnLoad answers when it finds no library to open.
      if (String.valueOf(e.getMessage()).startsWith("unsupported JNI version")) {
        throw new BlasUnavailable("no libblas.so.3 is installed");
      }
      throw e;
    }
  }

  private static LAPACK lapack(NetlibIsland island) throws ReflectiveOperationException {
    try {
      return (LAPACK) island.implementation(JNI_LAPACK);
    } catch (ReflectiveOperationException | LinkageError e) {
      return JavaBlas.lapack(island);
    }
  }

  private interface Attempt {
    BlasLibrary in(Path folder) throws Exception;
  }

  private BlasLibrary inFirstFolder(Attempt attempt) throws BlasUnavailable {
    List<String> refusals = new ArrayList<>();
    for (Path parent : folders) {
      try {
        return inFreshFolder(parent, attempt);
      } catch (BlasUnavailable e) {
        throw e;
      } catch (Exception | LinkageError e) {
        refusals.add(new BlasUnavailable(parent.toString(), e).getMessage());
      }
    }
    throw new BlasUnavailable("no folder to load it from: " + String.join(", ", refusals));
  }

  private static BlasLibrary inFreshFolder(Path parent, Attempt attempt) throws Exception {
    Path folder = LibraryFolder.create(parent);
    try {
      NativeFiles.unpackInto(folder);
      return attempt.in(folder);
    } finally {
      LibraryFolder.delete(folder);
    }
  }
}
