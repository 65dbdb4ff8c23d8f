package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.catalog.Catalog;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Losses;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Activations;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Initializers;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Adam;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.Schedules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CatalogModuleTest {
  private final ObjectMapper json = JsonMapper.builder().addModule(new CatalogModule()).build();

  record Kind<T>(Class<T> type, Catalog<T> catalog) {}

  static final List<Kind<?>> KINDS =
      List.of(
          new Kind<>(Activation.class, Activations.CATALOG),
          new Kind<>(Initializer.class, Initializers.CATALOG),
          new Kind<>(Loss.class, Losses.CATALOG),
          new Kind<>(Optimizer.class, Optimizers.CATALOG),
          new Kind<>(Schedule.class, Schedules.CATALOG));

  @ParameterizedTest
  @FieldSource("KINDS")
  <T> void everyValueComesBackFromItsNameAndFromAllItsConstants(Kind<T> kind)
      throws JsonProcessingException {
    for (Catalog.Entry<T> entry : kind.catalog().entries()) {
      String written = json.writeValueAsString(entry.standard());

      assertThat(json.readValue(written, kind.type())).isEqualTo(entry.standard());
      assertThat(json.readValue("\"" + entry.name() + "\"", kind.type()))
          .isEqualTo(entry.standard());
    }
  }

  @Test
  void whatIsNotGivenHasItsDefault() throws JsonProcessingException {
    Optimizer given = json.readValue("{\"name\": \"adam\", \"beta2\": 0.99}", Optimizer.class);

    assertThat(given).isEqualTo(new Adam(0.9, 0.99, 1e-8, 0));
    assertThat(json.writeValueAsString(given))
        .isEqualTo(
            "{\"name\":\"adam\",\"beta1\":0.9,\"beta2\":0.99,\"epsilon\":1.0E-8,\"weight-decay\":0.0}");
  }

  @Test
  void anActivationMayBeAList() throws JsonProcessingException {
    String list = "[\"tanh\",{\"name\":\"leaky-relu\",\"negative-slope\":0.1}]";
    PerUnit units =
        new PerUnit(
            List.of(new PointwiseActivation.Tanh(), new PointwiseActivation.LeakyRelu(0.1f)));

    assertThat(json.readValue(list, Activation.class)).isEqualTo(units);
    assertThat(json.writeValueAsString(units)).isEqualTo(list);
    assertThat(json.readValue("[\"softmax\"]", Activation.class).name()).isEqualTo("softmax");
    assertThatThrownBy(() -> json.readValue("[\"relu\", \"softmax\"]", Activation.class))
        .hasMessageContaining("Invalid activation of a unit: \"softmax\": it is of a whole layer");
  }

  @Test
  void anUnknownNameBringsThoseThatThereAre() {
    assertThatThrownBy(() -> json.readValue("\"adm\"", Optimizer.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("Unknown optimizer 'adm': known are sgd, momentum, nesterov, ")
        .hasMessageContaining("did you mean adam?");
    assertThatThrownBy(() -> json.readValue("{}", Loss.class))
        .hasMessageContaining("Unknown loss '': known are mse, ");
  }

  @Test
  void aFieldOfAnotherIsRefusedByItsPathOrSkipped() throws JsonProcessingException {
    String wrong = "[\"relu\", {\"name\": \"leaky-relu\", \"slope\": 1}]";

    assertThatThrownBy(() -> json.readValue(wrong, Activation.class))
        .isInstanceOfSatisfying(
            UnrecognizedPropertyException.class,
            e -> {
              assertThat(e.getKnownPropertyIds()).containsExactly("negative-slope");
              assertThat(e.getPathReference())
                  .endsWith(
                      "PerUnit[1]->" + "dev.bellows.nn.PointwiseActivation$LeakyRelu[\"slope\"]");
            });
    ObjectMapper lenient = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    assertThat(lenient.readValue(wrong, Activation.class).name()).isEqualTo("[relu, leaky-relu]");
  }

  @Test
  void whatAConstructorRefusesIsToldInItsWords() {
    assertThatThrownBy(() -> json.readValue("{\"name\": \"adam\", \"beta1\": 1}", Optimizer.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("Invalid beta1: 1.0: must be ≥ 0 and < 1");
    assertThatThrownBy(
            () -> json.readValue("{\"name\": \"adam\", \"beta1\": \"x\"}", Optimizer.class))
        .hasMessageContaining("[\"beta1\"]");
  }
}
