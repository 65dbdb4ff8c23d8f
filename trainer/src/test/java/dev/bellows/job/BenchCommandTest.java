package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.linalg.Blas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  private static final int EPOCH = 32_000 / 32; // steps of the case tiny

  @TempDir Path folder;

  @Test
  void printsATableAndWritesTheFigures() throws IOException {
    Path file = folder.resolve("bench.json");

    Bellows bench =
        Bellows.run(
            ("bench --case tiny --windows 3 --seconds 0.01 --warm-up 0.01 --threads 1 --json "
                    + file)
                .split(" "));

    assertThat(bench.status()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("kernel     " + Blas.kernel(), "training   1 threads, 2 shards")
        .containsPattern("tiny +20-16-2 +32 sgd +[0-9.,]+ +[0-9.,]+ +[0-9.,]+ +[0-9,]+ +[0-9.]+");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/machine/kernel").asText()).isEqualTo(Blas.kernel().toString());
    assertThat(json.at("/environment/OPENBLAS_NUM_THREADS").asText())
        .isEqualTo(System.getenv("OPENBLAS_NUM_THREADS"));
    JsonNode result = json.at("/results/0");
    assertThat(result.get("windows").asInt()).isEqualTo(3);
    JsonNode micros = result.get("micros_per_step");
    assertThat(micros.get("median").asDouble())
        .isBetween(micros.get("lower").asDouble(), micros.get("upper").asDouble());
    double rows = result.get("rows_per_second").asDouble();
    assertThat(rows * micros.get("median").asDouble()).isCloseTo(32e6, within(1.0));
    // Forward and weights in both layers, inputs in the second.
    assertThat(result.get("gflops").asDouble())
        .isCloseTo(rows * 2 * (2 * 20 * 16 + 3 * 16 * 2) * 1e-9, within(1e-6));
    assertThat(result.get("loss").asDouble()).isBetween(0.5, 0.8);
  }

  @Test
  void comparesEnginesThatComputeTheSame() throws IOException {
    Path file = folder.resolve("engines.json");

    Bellows bench =
        Bellows.run(
            ("bench --engine jobs --engine local --engine rounds --case tiny --windows 1 --seconds 0.01 --warm-up 0.01 --json "
                    + file)
                .split(" "));

    assertThat(bench.status()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("local[2], 0 executors, 2 slots", "training   2 threads, 2 shards")
        .containsPattern("tiny +20-16-2 +32 rounds +[0-9.]+ ");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/spark/master").asText()).isEqualTo("local[2]");
    Map<String, JsonNode> results = new HashMap<>();
    json.get("results").forEach(result -> results.put(result.get("engine").asText(), result));
    assertThat(results).containsOnlyKeys("local", "jobs", "rounds");
    String weights = results.get("local").get("weights").asText();
    assertThat(weights).hasSize(64);
    results.forEach(
        (engine, result) -> {
          assertThat(result.get("weights").asText()).as(engine).isEqualTo(weights);
          double millis = result.at("/millis_per_step/median").asDouble();
          double local = results.get("local").at("/millis_per_step/median").asDouble();
          double jobs = results.get("jobs").at("/millis_per_step/median").asDouble();
          assertThat(result.at("/millis_over_local/median").asDouble())
              .isCloseTo(millis - local, within(1e-9));
          assertThat(result.at("/speed_of_local/median").asDouble())
              .isCloseTo(local / millis, within(1e-9));
          assertThat(result.at("/speed_of_jobs/median").asDouble())
              .isCloseTo(jobs / millis, within(1e-9));
        });
  }

  @Test
  void timesAWindowForEachLineItReads() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)));
    try {
      Bellows bench =
          Bellows.run("bench --on-request --case tiny --seconds 0.01 --warm-up 0.01".split(" "));

      assertThat(bench.status()).as(bench.err()).isZero();
      List<String> answers = bench.out().lines().toList();
      assertThat(answers).hasSize(3);
      JsonNode about = new ObjectMapper().readTree(answers.get(0));
      assertThat(about.get("batch_size").asInt()).isEqualTo(32);
      assertThat(about.get("rows").asInt()).isEqualTo(32_000);
      JsonNode first = new ObjectMapper().readTree(answers.get(1));
      JsonNode second = new ObjectMapper().readTree(answers.get(2));
      assertThat(first.get("steps").asInt()).isPositive().matches(steps -> steps % EPOCH == 0);
      assertThat(first.get("seconds").asDouble()).isPositive();
      assertThat(second.get("loss").asDouble()).isBetween(0.5, 0.8);
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--case big          | Invalid value for option '--case' (NAME): 'big' must be one of mlp-sgd, ",
        "--windows 0         | Invalid --windows: 0: must be ≥ 1",
        "--json none/b.json  | Cannot write --json: none/b.json: its folder does not exist: make it first",
        "--seconds 0         | Invalid --seconds: 0.0: must be > 0",
        "--master local[2]   | Cannot use --master, --executors or --conf without Spark: add --engine",
        "--executors 2       | Cannot use --master, --executors or --conf without Spark: add --engine",
        "--executors 2 --engine local --master local[2] | Cannot use --executors with --master: it starts a master of its own",
        "--executors -1 --engine local | Invalid --executors: -1: must be ≥ 0",
        "--on-request --engine local | Cannot compare engines on request: leave out --engine",
        "--engine spark      | Invalid value for option '--engine' (NAME): expected one of [LOCAL, JOBS, ROUNDS] (case-insensitive) but was 'spark'",
        "--on-request        | Cannot time 8 cases on request: name one with --case, of mlp-sgd, "
      })
  void refusesWhatItCannotTime(String words, String message) {
    Bellows bench = Bellows.run(("bench " + words).split(" "));

    assertThat(bench.status()).isEqualTo(2);
    assertThat(bench.err()).startsWith("bellows: " + message);
  }
}
