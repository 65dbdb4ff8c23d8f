package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.linalg.BlasReport;
import dev.bellows.soak.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the jar must hold, and must not, to run on any cluster and in a JVM of its own. */
class ShadedJarIT {

  private static final Path JAR = Path.of(System.getProperty("bellows.jar"));
  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

  @Test
  void holdsNothingThatAClusterBrings() throws IOException {
    assertThat(classes())
        .noneMatch(name -> name.startsWith("org/apache/"))
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"));
  }

  @Test
  void holdsOthersClassesUnderNamesOfItsOwnButForNativeCode() throws IOException {
    assertThat(classes())
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("dev/bellows/")
                    || name.startsWith("dev/ludovic/netlib/")
                    || name.startsWith("org/bytedeco/")
                    // Netlib's Java translation from Fortran, and what it formats with.
                    || name.startsWith("org/netlib/")
                    || name.startsWith("org/j_paine/"));
  }

  @Test
  void holdsNativeCodeForWhatNetlibCanCall() throws IOException {
    assertThat(entries())
        .contains(
            "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0",
            "org/bytedeco/openblas/linux-arm64/libopenblas.so.0",
            "resources/native/Linux-amd64/libnetlibblasjni.so",
            "resources/native/Linux-aarch64/libnetlibblasjni.so");
  }

  @Test
  void aJvmWithNothingElseMultipliesNatively() throws Exception {
    try (ChildJvm jvm = ChildJvm.of(BlasReport.class).classPath(JAR, TEST_CLASSES).start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(10));

      assertThat(result.status()).as(result.toString()).isZero();
      assertThat(result.output()).contains("kernel openblas ");
    }
  }

  private static List<String> classes() throws IOException {
    return entries().stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }
}
