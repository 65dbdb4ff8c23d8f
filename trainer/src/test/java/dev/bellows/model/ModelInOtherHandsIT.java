package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.soak.ChildJvm;
import dev.bellows.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is of use without Spark: to a JVM that has only our jar, and to Python. */
class ModelInOtherHandsIT {
  private static final Path JAR = Path.of(System.getProperty("bellows.jar"));
  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();
  private static final Path SCRIPT =
      Path.of("src", "test", "python", "predict_with_numpy.py").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void aJvmWithOnlyOurJarPredictsTheSameBits() throws Exception {
    for (Model model : List.of(Models.binary(), Models.multiclass())) {
      model.write(ModelFolder.of(folder));
      try (ChildJvm jvm =
          ChildJvm.of(PredictRows.class)
              .classPath(JAR, TEST_CLASSES)
              .arguments(folder.toString())
              .start()) {
        ChildJvm.Result result = jvm.await(Duration.ofMinutes(10));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.output())
            .isEqualTo(
                PredictRows.predict(model)
                    + "without org.apache.spark.SparkContext\n"
                    + "without org.apache.hadoop.fs.Path\n");
      }
    }
  }

  @Test
  @Tag("system")
  void numpyPredictsTheSame() throws Exception {
    assumeThat(run(Duration.ofSeconds(20), "python3", "-c", "import venv, ensurepip").status())
        .as("python3 with venv and pip")
        .isZero();
    Path environment = folder.resolve("venv");
    succeed("python3", "-m", "venv", environment.toString());
    String python = environment.resolve("bin").resolve("python").toString();
    succeed(python, "-m", "pip", "install", "--quiet", "numpy", "safetensors");
    ObjectMapper json = new ObjectMapper();
    Path rows = folder.resolve("rows.json");
    Files.writeString(rows, json.writeValueAsString(Models.rows()));
    for (Model model : List.of(Models.regression(), Models.binary(), Models.multiclass())) {
      Path target = folder.resolve(model.loss().name());
      model.write(ModelFolder.of(target));
      JsonNode predicted =
          json.readTree(succeed(python, SCRIPT.toString(), target.toString(), rows.toString()));
      Scores scores = model.scorer().score(Models.rows());
      assertThat(predicted).hasSize(scores.rows());
      for (int row = 0; row < scores.rows(); row++) {
        assertThat(predicted.get(row)).hasSize(model.network().outputs());
        for (int output = 0; output < model.network().outputs(); output++) {
          double expected = expected(model, scores, row, output);
          assertThat(predicted.get(row).get(output).asDouble())
              .isCloseTo(expected, Offset.offset(1e-5 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  private static double expected(Model model, Scores scores, int row, int output) {
    return switch (model.loss().problem()) {
      case REGRESSION -> scores.value(row, output);
      case BINARY -> scores.probability(row, 1);
      case MULTICLASS -> scores.probability(row, output);
    };
  }

  private record Result(int status, String output, String errors) {}

  private String succeed(String... command) throws Exception {
    Result result = run(Duration.ofMinutes(10), command);
    assertThat(result.status())
        .as(String.join(" ", command) + "\n" + result.output() + result.errors())
        .isZero();
    return result.output();
  }

  private Result run(Duration atMost, String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      return new Result(127, "", e.getMessage());
    }
    if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "Still running after %s: %s".formatted(atMost, String.join(" ", command)));
    }
    return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
