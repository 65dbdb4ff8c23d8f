package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.CounterRandom;
import dev.bellows.soak.ChildJvm;
import dev.bellows.soak.StandaloneCluster;
import dev.bellows.soak.WorkerSpec;
import dev.bellows.spark.ColumnSpec;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SplitSpec;
import dev.bellows.spark.Table;
import dev.bellows.testing.Installation;
import dev.bellows.testing.SparkExtension;
import dev.bellows.testing.SparkSubmit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same weights, to the last bit, on any master and from any cut, order and format of the same
 * rows.
 */
@Tag("system")
@ExtendWith(SparkExtension.class)
class SameBitsIT {
  private static final Duration RUN = Duration.ofMinutes(10);
  private static final int SHARDS = 7;
  private static final long SEED = 5;
  private static final String SPEC =
      """
      name: same-bits
      data:
        source: {format: %s, path: %s}
        label: {column: species}
        weight: weight
        features: {missing: {strategy: median, indicator: true}}
        validation: {fraction: 0.2}
      network:
        - dense: {units: 11, activation: relu}
        - dropout: {rate: 0.25}
        - dense: {activation: softmax}
      loss: softmax-cross-entropy
      optimizer: {name: adam, learning-rate: 0.01}
      schedule: {name: cosine}
      regularization: {l1: 0.00001, l2: 0.0001}
      clipping: {norm: 1}
      training: {batch-size: 16, epochs: 16, log-every: 100}
      engine: %s
      shards: 7
      seed: 5
      output: %s
      """;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static JsonNode reference;

  @BeforeAll
  static void trainWithoutSpark(SparkSession spark) throws Exception {
    Dataset<Row> all = spark.read().json(spark.createDataset(rows(), Encoders.STRING()));
    Dataset<Row> rows = all.filter(functions.not(functions.col("a").isin(inOneShard(spark, all))));
    Column[] backwards = {
      functions.col("species"),
      functions.col("weight"),
      functions.col("c"),
      functions.col("b"),
      functions.col("a")
    };
    rows.coalesce(1).write().option("header", true).csv(folder.resolve("csv-1").toString());
    rows.orderBy(functions.rand(1))
        .repartition(3)
        .write()
        .parquet(folder.resolve("parquet-3").toString());
    rows.select(backwards)
        .orderBy(functions.rand(2))
        .repartition(7)
        .write()
        .option("header", true)
        .csv(folder.resolve("csv-7").toString());
    rows.repartition(7, functions.col("a")).write().parquet(folder.resolve("parquet-7").toString());
    reference = local("local[1]", "local", "csv-1");
    cluster =
        StandaloneCluster.start(
            Files.createDirectory(folder.resolve("spark")), Installation.spark());
    cluster.addWorker(WorkerSpec.ofCores(1));
    cluster.addWorker(WorkerSpec.ofCores(1));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theReferenceIsWorthComparingWith() {
    assertThat(reference.get("steps").asLong()).isGreaterThanOrEqualTo(1000);
    assertThat(reference.get("shards").asInt()).isEqualTo(7);
    assertThat(reference.at("/validation/accuracy").asDouble()).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @CsvSource({
    "local[1], rounds, parquet-3",
    "local[2], jobs, csv-7",
    "local[2], rounds, parquet-7",
    "local[3], rounds, csv-1",
    "local[4], rounds, csv-7",
    "local[4], local, csv-7"
  })
  void inOneProcess(String master, String engine, String source) throws Exception {
    assertSame(local(master, engine, source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rounds", "jobs"})
  void onTwoWorkers(String engine) throws Exception {
    Path spec = spec(engine, "parquet-3", "standalone-" + engine);
    ChildJvm.Result result = SparkSubmit.bellows(cluster, folder, RUN, "train", spec.toString());
    assertThat(result.status()).as(result.toString()).isZero();
    assertSame(manifest("standalone-" + engine));
  }

  @Test
  void aWorkerWithAnotherKernelIsRefusedByName() throws Exception {
    try (StandaloneCluster mixed =
        StandaloneCluster.start(
            Files.createDirectory(folder.resolve("mixed")), Installation.spark())) {
      mixed.addWorker(
          WorkerSpec.ofCores(1).withEnvironment(Map.of("OPENBLAS_CORETYPE", "Haswell")));
      mixed.addWorker(
          WorkerSpec.ofCores(1).withEnvironment(Map.of("OPENBLAS_CORETYPE", "Sandybridge")));
      Path spec = spec("jobs", "parquet-3", "mixed-kernels");
      ChildJvm.Result result = SparkSubmit.bellows(mixed, folder, RUN, "train", spec.toString());
      assertThat(result.status()).as(result.toString()).isEqualTo(5);
      assertThat(result.errors())
          .contains("Cannot use the kernel openblas")
          .contains("Haswell")
          .contains("Sandybridge")
          .contains("kernel: mixed");
    }
  }

  /** The values of {@code a} in the rows of one shard, which is to be empty. */
  private static Object[] inOneShard(SparkSession spark, Dataset<Row> rows) {
    rows.createOrReplaceTempView("flowers");
    SourceSpec source =
        new SourceSpec(
            SourceSpec.Format.QUERY,
            null,
            "select * from flowers",
            List.of(),
            SourceSpec.BadRows.FAIL,
            Map.of());
    ColumnSpec columns =
        new ColumnSpec(
            List.of("species"),
            ColumnSpec.LabelKind.CLASS,
            null,
            "weight",
            List.of(),
            List.of(),
            List.of());
    Table table = SourceReader.open(spark, source, columns, SplitSpec.none());
    List<Double> values = new ArrayList<>();
    for (dev.bellows.data.Row row : table.rows().collect()) {
      if (row.shard(SHARDS, SEED) == 4) {
        values.add(row.number(0));
      }
    }
    assertThat(values).hasSizeGreaterThan(100);
    return values.toArray();
  }

  private static void assertSame(JsonNode manifest) {
    assertThat(manifest.get("weights_sha256")).isEqualTo(reference.get("weights_sha256"));
    assertThat(manifest.get("validation")).isEqualTo(reference.get("validation"));
    assertThat(manifest.at("/data/fingerprint")).isEqualTo(reference.at("/data/fingerprint"));
  }

  private static JsonNode local(String master, String engine, String source) throws Exception {
    String name = master.replaceAll("\\W", "") + engine + source;
    Path spec = spec(engine, source, name);
    try (ChildJvm jvm =
        Installation.bellows("train", spec.toString(), "--master", master)
            .heap("1g")
            .directory(folder)
            .start()) {
      ChildJvm.Result result = jvm.await(RUN);
      assertThat(result.status()).as(result.toString()).isZero();
    }
    return manifest(name);
  }

  private static Path spec(String engine, String source, String name) throws IOException {
    String format = source.startsWith("csv") ? "csv" : "parquet";
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        SPEC.formatted(format, folder.resolve(source), engine, folder.resolve("run-" + name)));
  }

  private static JsonNode manifest(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("run-" + name).resolve("manifest.json")));
  }

  /** 1,600 flowers, each with an {@code a} of its own. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1600; i++) {
      long key = CounterRandom.key(3, i);
      double a = CounterRandom.gaussian(key, 0);
      double b = CounterRandom.gaussian(key, 1);
      String c = CounterRandom.uniform(key, 2) < 0.4 ? "north" : "south";
      String species = a + b > 0.5 ? "iris" : c.equals("north") ? "lily" : "rose";
      rows.add(
          String.format(
              Locale.ROOT,
              "{\"a\": %s, \"b\": %s, \"c\": \"%s\", \"weight\": %s, \"species\": \"%s\"}",
              a,
              i % 19 == 0 ? "null" : b,
              c,
              0.5 + CounterRandom.uniform(key, 4),
              species));
    }
    return rows;
  }
}
