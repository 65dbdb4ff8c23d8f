package dev.bellows.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.data.Batch;
import dev.bellows.model.CatalogModule;
import dev.bellows.testing.Golden;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and gradients against PyTorch's in double; see {@code golden_losses.py}. */
class GoldenLossTest {
  private static final double TOLERANCE = 1e-6; // relative to the largest gradient
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new CatalogModule()).build();

  static Stream<JsonNode> cases() {
    return Golden.elements(Golden.read("losses.json").get("cases"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithPyTorch(JsonNode golden) throws JsonProcessingException {
    Loss loss = JSON.treeToValue(golden.get("loss"), Loss.class);
    float[] weights = Golden.floats(golden.get("weights"));
    Batch batch =
        new Batch(
            new float[0],
            0,
            Golden.floats(golden.get("targets")),
            golden.get("target-width").asInt(),
            weights,
            0,
            weights.length);
    float[] logits = Golden.floats(golden.get("logits"));
    float[] gradient = new float[logits.length];
    double sum = loss.gradient(logits, golden.get("outputs").asInt(), batch, gradient);
    double[] expected = Golden.doubles(golden.get("gradient"));
    double largest = 0;
    for (double slope : expected) {
      largest = Math.max(largest, Math.abs(slope));
    }

    assertThat(sum).isCloseTo(golden.get("sum").asDouble(), within(TOLERANCE * Math.abs(sum)));
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).isCloseTo(expected[i], within(TOLERANCE * largest));
    }
  }

  @Test
  void everyLossIsThere() {
    assertThat(cases().map(golden -> golden.at("/loss/name").asText()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Losses.CATALOG.names());
  }
}
