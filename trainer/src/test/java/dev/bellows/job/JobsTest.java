package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The specs in the folder {@code jobs}. */
class JobsTest {
  static final Path JOBS = Path.of("..", "jobs").toAbsolutePath().normalize();

  static Stream<Path> specs() throws IOException {
    try (Stream<Path> files = Files.list(JOBS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @Test
  void thereAreSpecsForEveryKindOfTable() throws IOException {
    assertThat(specs().map(file -> file.getFileName().toString()))
        .containsExactly(
            "brackets-lstm.yaml",
            "brackets-transformer.yaml",
            "california-housing-linear.yaml",
            "california-housing.yaml",
            "churn.yaml",
            "demand-gru.yaml",
            "mnist-10k-cnn.yaml",
            "mnist-10k-lamb.yaml",
            "mnist-10k.yaml",
            "polynomial.yaml",
            "shapes-images.yaml",
            "spirals.yaml",
            "telco-churn-logistic.yaml",
            "telco-churn.yaml",
            "telco-segments.yaml");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everySpecIsRightAndExplainsItself(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    JobSpec spec = JobSpec.read(file, List.of());

    assertThat(spec.name()).isEqualTo(file.getFileName().toString().replace(".yaml", ""));
    assertThat(spec.output()).isEqualTo("runs/" + spec.name());
    Path schema = JOBS.resolve(lines.get(0).replace("# yaml-language-server: $schema=", ""));
    assertThat(schema).as("the schema that editors complete by").isRegularFile();
    assertThat(lines).anyMatch(line -> line.startsWith("#   bellows train jobs/" + spec.name()));
  }
}
