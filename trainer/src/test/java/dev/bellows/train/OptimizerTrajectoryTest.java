package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.catalog.Catalog;
import dev.bellows.data.Shape;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Adadelta;
import dev.bellows.optim.Adagrad;
import dev.bellows.optim.Adam;
import dev.bellows.optim.AdamW;
import dev.bellows.optim.AmsGrad;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Lamb;
import dev.bellows.optim.Momentum;
import dev.bellows.optim.NAdam;
import dev.bellows.optim.Nesterov;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.RmsProp;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.Sgd;
import dev.bellows.optim.UpdateRule;
import dev.bellows.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Updates follow PyTorch's trajectories in double ({@code golden_optimizers.py}), with penalties,
 * decay, clipping and schedules. The parameters are the weights and the bias of one unit.
 */
class OptimizerTrajectoryTest {
  private static final JsonNode GOLDEN = Golden.read("optimizers.json");
  private static final double TOLERANCE = 1e-5;

  static Stream<Named<JsonNode>> cases() {
    return Golden.elements(GOLDEN.get("cases")).map(node -> Named.of(name(node), node));
  }

  private static String name(JsonNode node) {
    return node.toString().replaceAll(",\"start\".*", "}");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void followsPyTorch(JsonNode golden) {
    double[] start = Golden.doubles(golden.get("start"));
    Dense.Spec unit =
        new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Normal(0));
    Network network = new Network(Shape.of(start.length - 1), List.of(unit));
    TrainingPlan plan = plan(golden);
    TrainingState state = new TrainingState(network, plan, 1);
    float[] parameters = state.parameters();
    for (int i = 0; i < start.length; i++) {
      parameters[i] = (float) start[i];
    }
    int steps = GOLDEN.get("steps").asInt();
    Update update = new Update(network, plan, steps, new ChunkThreads(1), (w, from, to) -> {});
    for (JsonNode point : golden.get("points")) {
      double[] expected = Golden.doubles(point);
      while (state.step() < expected[0]) {
        float[] gradient = gradient(golden.get("function").asText(), parameters);
        update.apply(
            state, new StepSum(gradient, 0, 1, 1, 0), update.learningRate(state.step(), state));
        state.stepTaken();
      }
      double norm = 0;
      for (int i = 1; i < expected.length; i++) {
        norm = Math.hypot(norm, expected[i]);
      }
      for (int i = 0; i < parameters.length; i++) {
        assertThat((double) parameters[i])
            .as("parameter %d after step %.0f", i, expected[0])
            .isCloseTo(expected[i + 1], within(TOLERANCE * norm));
      }
    }
    assertThat(state.step()).isEqualTo(steps);
  }

  @Test
  void everyUpdateRuleHasTrajectories() {
    List<String> rules =
        Optimizers.CATALOG.entries().stream()
            .filter(entry -> entry.standard() instanceof UpdateRule)
            .map(Catalog.Entry::name)
            .toList();
    assertThat(cases().map(named -> named.getPayload().get("optimizer").asText()).distinct())
        .containsExactlyInAnyOrderElementsOf(rules);
  }

  private static TrainingPlan plan(JsonNode golden) {
    Schedule schedule =
        switch (golden.path("schedule").asText("constant")) {
          case "constant" -> new Schedule.Constant();
          case "cosine" -> new Schedule.Cosine(golden.path("floor").asDouble(0));
          case "step" ->
              new Schedule.Step(golden.get("factor").asDouble(), golden.get("every").asDouble());
          default -> throw new IllegalArgumentException(golden.toString());
        };
    return new TrainingPlan(
        optimizer(golden),
        golden.get("learning-rate").asDouble(),
        schedule,
        new Regularization(golden.path("l1").asDouble(0), golden.path("l2").asDouble(0)),
        clipping(golden),
        0,
        1,
        null,
        null);
  }

  private static Clipping clipping(JsonNode golden) {
    double none = Double.POSITIVE_INFINITY;
    return new Clipping(
        golden.path("clip").asDouble(none), golden.path("clip-value").asDouble(none));
  }

  private static Optimizer optimizer(JsonNode golden) {
    double decay = golden.path("decay").asDouble(0);
    return switch (golden.get("optimizer").asText()) {
      case "sgd" -> new Sgd(decay);
      case "momentum" -> new Momentum(0.9, decay);
      case "nesterov" -> new Nesterov(0.9, decay);
      case "adagrad" -> new Adagrad(1e-10, decay);
      case "adadelta" -> new Adadelta(0.9, 1e-6, decay);
      case "rmsprop" -> new RmsProp(0.99, 1e-8, decay);
      case "adam" -> new Adam(0.9, 0.999, 1e-8, decay);
      case "amsgrad" -> new AmsGrad(0.9, 0.999, 1e-8, decay);
      case "nadam" -> new NAdam(0.9, 0.999, 1e-8, 0.004, decay);
      case "adamw" -> new AdamW(0.9, 0.999, 1e-8, decay);
      case "lamb" -> new Lamb(0.9, 0.999, 1e-6, decay);
      default -> throw new IllegalArgumentException(golden.toString());
    };
  }

  private static float[] gradient(String function, float[] w) {
    return switch (function) {
      case "parabola" ->
          new float[] {w[0] - 1, 3 * (w[1] + 2), 0.5f * (w[2] - 0.75f), 2 * (w[3] - 3)};
      case "rosenbrock" -> {
        double x = w[0];
        double valley = w[1] - x * x;
        yield new float[] {(float) (-2 * (1 - x) - 400 * x * valley), (float) (200 * valley)};
      }
      default -> throw new IllegalArgumentException(function);
    };
  }
}
