package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.soak.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which implementation is chosen, each time in a JVM of its own: the choice is for good. */
class BlasChoiceTest {

  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final String RIGHT_PRODUCT = "product [1.0, 2.0, 3.0, 4.0]";
  // On these, netlib has JNI libraries and our jar has OpenBLAS.
  private static final List<String> NATIVE_HERE = List.of("Linux-amd64", "Linux-aarch64");

  @TempDir Path folder;

  private boolean isNativeHere;

  @BeforeEach
  void findPlatform() {
    String platform = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
    isNativeHere = NATIVE_HERE.contains(platform);
  }

  @Test
  void takesOpenBlasOutOfTheJar() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    String output =
        report(ChildJvm.of(BlasReport.class).property("java.io.tmpdir", folder.toString()));

    assertThat(output)
        .contains("kernel openblas 0.3.31 ", RIGHT_PRODUCT, "factor 2.0 3.0", "left over 0");
  }

  @Test
  void takesItWhenMllibInitialisedNetlibWithoutNativeCode() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    String output = report(ChildJvm.of(BlasReport.class).arguments("mllib"));

    assertThat(output).contains("mllib VectorBLAS", "kernel openblas ", RIGHT_PRODUCT);
  }

  @Test
  void takesTheLibraryThatMllibLoadedForTwoWouldMixTheirSymbols() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    Path library = unpackedLibrary();
    String output =
        report(
            ChildJvm.of(BlasReport.class)
                .property("dev.ludovic.netlib.blas.nativeLibPath", library.toString())
                .arguments("mllib"));

    assertThat(output)
        .contains("mllib JNIBLAS", "kernel system libopenblas.so.0 sums-", RIGHT_PRODUCT)
        .contains("no native: this process has loaded " + library);
  }

  @Test
  void takesTheSystemsWhenToldTo() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    String output =
        report(
            ChildJvm.of(BlasReport.class)
                .property("bellows.blas", "system")
                .property("dev.ludovic.netlib.blas.nativeLibPath", unpackedLibrary().toString()));

    assertThat(output).contains("kernel system libopenblas.so.0 sums-", RIGHT_PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({"vector, kernel vector 3.0.4 ", "java, kernel java 3.0.4 any "})
  void takesJavaWhenToldTo(String asked, String kernel) throws Exception {
    String output = report(ChildJvm.of(BlasReport.class).property("bellows.blas", asked));

    assertThat(output).contains(kernel, RIGHT_PRODUCT, "factor 2.0 3.0", "threads 1");
  }

  @Test
  void refusesANameThatThereIsNot() {
    assertThatThrownBy(() -> BlasChoice.make("fast", 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid bellows.blas: 'fast': must be one of native, system, vector, java");
  }

  @Test
  void saysAtEveryUseWhyTheOneAskedForCannotBeHad() throws Exception {
    try (ChildJvm jvm = ChildJvm.of(TwoUses.class).property("bellows.blas", "fast").start()) {
      ChildJvm.Result result = jvm.await(BOUND);

      assertThat(result.output()).isEqualTo("IllegalArgumentException IllegalArgumentException\n");
    }
  }

  @Test
  void goesOnToTheNextFolderAndNamesThoseThatFailed() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    Path file = Files.createFile(folder.resolve("file"));
    BlasChoice choice = BlasChoice.make("native", 1, List.of(file, folder));
    assertThat(choice.library().kernel().implementation()).isEqualTo("openblas");

    assertThatThrownBy(() -> BlasChoice.make("native", 1, List.of(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot use the BLAS asked for by bellows.blas=native: ")
        .hasMessageContaining("no folder to load it from: " + file);

    BlasChoice fallback = BlasChoice.make(null, 1, List.of(file));
    assertThat(fallback.library().kernel().implementation()).isEqualTo("vector");
    assertThat(fallback.describe()).contains("no native: no folder", "no system: ");
  }

  @Test
  void worksWithNoHomeAndNoTemporaryFolder() throws Exception {
    assumeTrue(isNativeHere && Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
    String output =
        report(
            ChildJvm.of(BlasReport.class)
                .property("user.home", "/proc/none")
                .property("java.io.tmpdir", "/proc/none")
                .environment("HOME", "/proc/none")
                .environment("XDG_CACHE_HOME", "/proc/none"));

    assertThat(output).contains("kernel openblas ", RIGHT_PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noexec,size=200m", "exec,size=1m"})
  void worksWhenNothingCanBeLoadedFromTheTemporaryFolder(String options) throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");
    String[] wrapper = {
      "unshare",
      "--mount",
      "sh",
      "-c",
      "mount -t tmpfs -o " + options + " none '" + folder + "' && exec \"$@\"",
      "sh"
    };
    assumeTrue(isAllowed(wrapper), "may not mount");
    String output =
        report(
            ChildJvm.of(BlasReport.class)
                .wrapper(wrapper)
                .property("java.io.tmpdir", folder.toString()));

    assertThat(output).contains("kernel openblas ", RIGHT_PRODUCT, "left over 0");
  }

  @Test
  void theLibraryOutlivesTheApplicationThatLoadedIt() throws Exception {
    assumeTrue(isNativeHere, "no native BLAS for this platform");

    assertThat(report(ChildJvm.of(Unloading.class)))
        .contains("gone true\ngone true\nsame true\nsame true\n");
  }

  @Test
  void oneThreadUnlessToldOtherwise() {
    assertThat(BlasChoice.threads(null, null)).isOne();
    assertThat(BlasChoice.threads(null, "")).isOne();
    assertThat(BlasChoice.threads(null, "2")).isEqualTo(2);
    assertThat(BlasChoice.threads("3", "2")).isEqualTo(3);
    assertThatThrownBy(() -> BlasChoice.threads("many", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid bellows.blas.threads: 'many': must be a whole number from 1 to 9999");
    assertThatThrownBy(() -> BlasChoice.threads(null, "0"))
        .hasMessage("Invalid OPENBLAS_NUM_THREADS: '0': must be a whole number from 1 to 9999");
  }

  @Test
  void takesTheNumberOfThreadsThatItIsTold() throws Exception {
    String output = report(ChildJvm.of(BlasReport.class).property("bellows.blas.threads", "2"));

    assertThat(output).contains(isNativeHere ? "threads 2" : "threads 1");
  }

  private static String report(ChildJvm.Builder builder) throws Exception {
    try (ChildJvm jvm = builder.heap("256m").start()) {
      ChildJvm.Result result = jvm.await(BOUND);
      assertThat(result.status()).as(result.toString()).isZero();
      return result.output() + result.errors();
    }
  }

  private static boolean isAllowed(String... wrapper) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(wrapper);
    builder.command().add("true");
    try {
      Process process = builder.redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** OpenBLAS as a file, in the place of a system's. */
  private Path unpackedLibrary() throws Exception {
    String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm64";
    for (String name :
        List.of("libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1")) {
      String resource = "/org/bytedeco/openblas/linux-" + architecture + "/" + name;
      try (InputStream in = BlasChoiceTest.class.getResourceAsStream(resource)) {
        if (in != null) {
          Files.copy(in, folder.resolve(name));
        }
      }
    }
    return folder.resolve("libopenblas.so.0");
  }

  static final class TwoUses {
    private TwoUses() {}

    public static void main(String[] arguments) {
      System.out.println(failure() + " " + failure());
    }

    private static String failure() {
      try {
        return Blas.kernel().format();
      } catch (RuntimeException e) {
        return e.getClass().getSimpleName();
      }
    }
  }
}
