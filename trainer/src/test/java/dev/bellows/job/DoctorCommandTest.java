package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.linalg.Blas;
import dev.bellows.soak.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  @Test
  void saysWhatComputesHere() {
    Bellows doctor = Bellows.run("doctor");

    assertThat(doctor.status()).isZero();
    assertThat(doctor.out())
        .contains("kernel        " + Blas.kernel() + "\n")
        .contains("jdk" + Runtime.version().feature())
        .containsPattern(
            "speed         [0-9.]+ GFLOPS in the median, [0-9.]+ to [0-9.]+ \\(sgemm 512 × 128 × 784\\)\n")
        .contains("spark         4.", "scala         2.13.", "processor     ", "temp folder   ");
  }

  @Test
  void saysTheSameToPrograms() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Bellows.run("doctor", "--json").out());

    assertThat(json.get("kernel").asText()).isEqualTo(Blas.kernel().toString());
    assertThat(json.get("native_blas").asBoolean()).isEqualTo(Blas.kernel().isNative());
    assertThat(json.at("/gflops/slowest").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(json.at("/gflops/median").asDouble());
    assertThat(json.at("/gflops/fastest").asDouble())
        .isGreaterThanOrEqualTo(json.at("/gflops/median").asDouble());
    assertThat(json.at("/versions/spark").asText()).startsWith("4.");
    assertThat(json.get("cores").asInt()).isPositive();
  }

  @Test
  void insistsOnNativeCode() throws Exception {
    assertThat(Bellows.run("doctor", "--require-native").status())
        .isEqualTo(Blas.kernel().isNative() ? 0 : 1);
    try (ChildJvm jvm =
        ChildJvm.of(Main.class)
            .property("bellows.blas", "java")
            .arguments("doctor", "--require-native")
            .start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(5));

      assertThat(result.status()).as(result.toString()).isEqualTo(1);
      assertThat(result.output()).contains("kernel        java ");
      assertThat(result.errors())
          .contains("bellows: There is no native BLAS on this machine: ")
          .doesNotContain("\tat ");
    }
  }
}
