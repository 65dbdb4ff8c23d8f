package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.soak.ChildJvm;
import dev.bellows.soak.StandaloneCluster;
import dev.bellows.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds have the security that Spark has: its secret, its encryption, its TLS. */
@Tag("system")
class SecurityIT {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final String PASSWORD = "not-a-secret";
  private static final Map<String, String> SECRET =
      Map.of(
          "spark.authenticate", "true",
          "spark.authenticate.secret", PASSWORD,
          "spark.network.crypto.enabled", "true");

  @TempDir Path folder;

  @Test
  void sameBitsWithASecretAndEncryption() throws Exception {
    assertSameBits("mlp-sgd", SECRET);
  }

  @Test
  void sameBitsWithSasl() throws Exception {
    assertSameBits(
        "narrow", // this encryption is slow
        Map.of(
            "spark.authenticate", "true",
            "spark.authenticate.secret", PASSWORD,
            "spark.authenticate.enableSaslEncryption", "true"));
  }

  @Test
  void sameBitsWithTls() throws Exception {
    Path keys = keys();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.ssl.rpc.enabled", "true");
    settings.put("spark.ssl.rpc.protocol", "TLSv1.3");
    for (String store : List.of("keyStore", "trustStore")) {
      settings.put("spark.ssl.rpc." + store, keys.toString());
      settings.put("spark.ssl.rpc." + store + "Password", PASSWORD);
    }
    settings.put("spark.ssl.rpc.keyPassword", PASSWORD);
    assertSameBits("mlp-sgd", settings);
  }

  @Test
  void whoHasNotTheSecretIsRefused() throws Exception {
    try (StandaloneCluster cluster =
            StandaloneCluster.start(
                Files.createDirectory(folder.resolve("spark")), Installation.spark(), SECRET);
        ChildJvm driver =
            with(cluster.settings(), ChildJvm.of(SecuredMailbox.Driver.class)).start()) {
      driver.awaitText(";", BOUND);
      Matcher port = Pattern.compile("port (\\d+);").matcher(driver.output());
      assertThat(port.find()).isTrue();

      ChildJvm.Result friend = ask(SECRET, port.group(1), "friend");
      ChildJvm.Result stranger = ask(Map.of(), port.group(1), "stranger");
      Map<String, String> other = new LinkedHashMap<>(SECRET);
      other.put("spark.authenticate.secret", "another");
      ChildJvm.Result guesser = ask(other, port.group(1), "guesser");

      assertThat(friend.output()).as(friend.errors()).contains("answer to friend");
      assertThat(stranger.status()).as(stranger.toString()).isNotZero();
      assertThat(stranger.errors()).containsIgnoringCase("SASL enabled");
      assertThat(guesser.status()).as(guesser.toString()).isNotZero();
      assertThat(driver.output())
          .contains("heard friend")
          .doesNotContain("heard stranger", "heard guesser");
    }
  }

  private static ChildJvm.Result ask(Map<String, String> settings, String port, String question)
      throws IOException, InterruptedException {
    try (ChildJvm other =
        with(settings, ChildJvm.of(SecuredMailbox.Other.class)).arguments(port, question).start()) {
      return other.await(BOUND);
    }
  }

  private static ChildJvm.Builder with(Map<String, String> settings, ChildJvm.Builder builder) {
    settings.forEach(builder::property);
    return builder.heap("512m");
  }

  /** Two executors compute with {@code settings} what this machine's threads do. */
  private void assertSameBits(String network, Map<String, String> settings) throws Exception {
    Path json = folder.resolve("bench.json");
    List<String> words = new ArrayList<>(List.of("bench", "--engine", "local"));
    words.addAll(List.of("--engine", "rounds", "--executors", "2", "--case", network));
    words.addAll(List.of("--windows", "1", "--seconds", "0.01", "--warm-up", "0.01"));
    words.addAll(List.of("--json", json.toString()));
    settings.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    try (ChildJvm bench =
        Installation.bellows(words.toArray(String[]::new)).heap("1g").directory(folder).start()) {
      ChildJvm.Result result = bench.await(BOUND);
      assertThat(result.status()).as(result.toString()).isZero();
    }
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/spark/executors").asInt()).isEqualTo(2);
    assertThat(report.at("/results/0/engine").asText()).isEqualTo("local");
    assertThat(report.at("/results/1/engine").asText()).isEqualTo("rounds");
    assertThat(report.at("/results/1/weights").asText())
        .hasSize(64)
        .isEqualTo(report.at("/results/0/weights").asText());
  }

  private Path keys() throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "bellows",
                "-dname",
                "CN=bellows",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return keys;
  }
}
