package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedLibrariesTest {

  private static final String MAPPED = "7f12a000-7f12b000 r-xp 00000000 fe:00 1234   ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/x86_64-linux-gnu/libblas.so.3",
        "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.21.so",
        "/root/.javacpp/cache/openblas.jar/linux-x86_64/libopenblas.so.0",
        "/usr/lib/libcblas.so.3",
        "/usr/lib/libblis-mt.so.4",
        "/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so.2",
      })
  void findsOthersLibraries(String path) {
    assertThat(LoadedLibraries.foreignBlas(List.of("x", MAPPED + path))).contains(Path.of(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/jvm/java-17/lib/server/libjvm.so",
        "/tmp/libnetlibblasjni.so1234",
        "/tmp/bellows-blas-123/openblas.jar/linux-x86_64/libopenblas_nolapack.so.0 (deleted)",
        "[heap]",
      })
  void passesOverWhatIsNone(String path) {
    assertThat(LoadedLibraries.foreignBlas(List.of(MAPPED + path))).isEmpty();
  }

  @Test
  void findsNothingHere() {
    Blas.kernel();
    assertThat(LoadedLibraries.foreignBlas()).isEmpty();
  }
}
