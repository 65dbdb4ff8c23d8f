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

  private final List<Path> folders;

  /** Will unpack libraries into the first of {@code folders} that they can be loaded from. */
  NativeBlas(List<Path> folders) {
    this.folders = folders;
  }

  /** OpenBLAS out of the jar, with this many threads. */
  BlasLibrary openBlas(int threads) throws BlasUnavailable {
    Optional<Path> foreign = LoadedLibraries.foreignBlas();
    if (foreign.isPresent()) {
      throw new BlasUnavailable(
          "this process has loaded " + foreign.get() + ", whose symbols would mix with its own");
    }
    return inFirstFolder(folder -> openBlas(folder, threads));
  }

  private static BlasLibrary openBlas(Path folder, int threads) throws Exception {
    NetlibIsland island = new NetlibIsland();
    Map<String, String> properties = new HashMap<>();
    properties.put("org.bytedeco.javacpp.cachedir", folder.toString());
    properties.put("org.bytedeco.javacpp.nopointergc", "true");
    // With these two, javacpp would load another library in the place of OpenBLAS.
    properties.put("org.bytedeco.openblas.load", null);
    properties.put("org.bytedeco.openblas_nolapack.load", null);
    try (SystemProperties set = SystemProperties.with(properties)) {
      Object control = island.resident(OpenBlasControl.class);
      String library = (String) ((Supplier<?>) control).get();
      set.and(Map.of(BLAS_PATH, library, LAPACK_PATH, library));
      BLAS blas = (BLAS) island.implementation(JNI_BLAS);
      LAPACK lapack = (LAPACK) island.implementation(JNI_LAPACK);
      ((IntConsumer) control).accept(threads);
      List<?> facts = (List<?>) ((Callable<?>) control).call();
      Kernel kernel = Kernels.openBlas((String) facts.get(0), (String) facts.get(1));
      return new BlasLibrary(blas, lapack, kernel, threads);
    }
  }

  /** The system's BLAS: the one that is loaded, else the one netlib finds or is told of. */
  BlasLibrary system() throws BlasUnavailable {
    return inFirstFolder(folder -> systemBlas());
  }

  private static BlasLibrary systemBlas() throws ReflectiveOperationException, BlasUnavailable {
    NetlibIsland island = new NetlibIsland();
    try (SystemProperties set = SystemProperties.with(Map.of())) {
      LoadedLibraries.foreignBlas().ifPresent(path -> set.and(Map.of(BLAS_PATH, path.toString())));
      BLAS blas = (BLAS) island.implementation(JNI_BLAS);
      return new BlasLibrary(blas, lapack(island), Kernels.system(blas), 0);
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
