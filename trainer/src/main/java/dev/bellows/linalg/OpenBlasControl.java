package dev.bellows.linalg;

import java.io.File;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;

/**
 * What is asked of OpenBLAS besides arithmetic. Lives in a {@link NetlibIsland}, beside its
 * JavaCPP, and is used from outside through the types of the JDK that it implements: {@link #get}
 * unpacks and loads the library and returns its path, {@link #accept} sets its number of threads,
 * {@link #call} returns its configuration and its core name.
 */
final class OpenBlasControl implements Supplier<String>, IntConsumer, Callable<List<String>> {

  @Override
  public String get() {
    File glue = new File(Loader.load(openblas_nolapack.class));
    String library = new File(glue.getParentFile(), "libopenblas_nolapack.so.0").getPath();
    // For good: a handle that nobody closes outlives this class loader. The other methods find the
    // library's functions among the symbols of the process.
    Loader.loadGlobal(library);
    return library;
  }

  @Override
  public void accept(int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
  }

  @Override
  public List<String> call() {
    return List.of(string("openblas_get_config"), string("openblas_get_corename"));
  }

  /**
   * Calls {@code char* function(void)}. JavaCPP's glue for these two functions is another 24 MB to
   * unpack, so they are called through its type {@code int (*)(int)}, which cuts the result to its
   * lower half. The string is a constant of the library, so that of all addresses with this lower
   * half, it is the nearest to the function's.
   */
  private static String string(String function) {
    Pointer address = Loader.addressof(function);
    if (address == null) {
      throw new UnsatisfiedLinkError("No " + function + " in the library");
    }
    try (IntFunction call = new IntFunction()) {
      long lower = call.put(address).call(0) & 0xFFFFFFFFL;
      long start = address.address();
      long nearest = start + (int) (lower - start);
      return new BytePointer(new Address(nearest)).getString();
    }
  }

  private static final class IntFunction extends MklSetNumThreadsLocal {}

  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
