package dev.bellows.testing;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static dev.bellows.testing.Tables.text;

import dev.bellows.data.Columns;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Indicator;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.MissingCategory;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.Strategy;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.Row;
import dev.bellows.data.Shape;
import dev.bellows.data.Statistics;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.model.Model;
import dev.bellows.model.Provenance;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation.Identity;
import dev.bellows.nn.PointwiseActivation.LeakyRelu;
import dev.bellows.nn.PointwiseActivation.Relu;
import dev.bellows.nn.PointwiseActivation.Sigmoid;
import dev.bellows.nn.PointwiseActivation.Tanh;
import dev.bellows.nn.Softmax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small models with random weights, between them with everything that a model file can hold. */
public final class Models {
  private static final PreprocessingSpec SPEC =
      new PreprocessingSpec(
          Scaling.STANDARDIZE,
          new Missing(Strategy.MEDIAN, 0, Indicator.ADD, MissingCategory.OWN),
          2,
          new Label(null, TargetScaling.STANDARDIZE),
          ClassWeights.balanced());

  private Models() {}

  /** One target in thousands; tanh, leaky ReLU and dropout. */
  public static Model regression() {
    Columns columns = columns(number("a"), text("c"), number("b"), target("price"));
    return model(
        columns,
        new Object[][] {{1, "x", 0.5, 100_000}, {2, "y", null, 250_000}, {4, null, -0.25, 180_000}},
        new MeanSquaredError(),
        List.of(new Tanh(), new LeakyRelu(0.1f)),
        1);
  }

  /** Two classes, No and Yes. */
  public static Model binary() {
    Columns columns = columns(text("c"), number("a"), number("b"), classes("churn"));
    return model(
        columns,
        new Object[][] {{"x", 1, 0.5, "Yes"}, {"y", 2, null, "No"}, {null, 4, -0.25, "No"}},
        new BinaryCrossEntropy(),
        List.of(new Relu()),
        1);
  }

  /** Three classes; a different activation for each unit, and softmax inside. */
  public static Model multiclass() {
    Columns columns = columns(number("a"), number("b"), text("c"), classes("digit"));
    return model(
        columns,
        new Object[][] {{1, 0.5, "x", "10"}, {2, null, "y", "2"}, {4, -0.25, null, "7"}},
        new SoftmaxCrossEntropy(),
        List.of(
            new PerUnit(
                List.of(
                    new Sigmoid(), new Tanh(), new Relu(), new LeakyRelu(0.25f), new Identity())),
            new Softmax()),
        3);
  }

  /** Two labels that are 0 or 1, u and v. */
  public static Model severalBinaryNumbers() {
    Columns columns = columns(number("a"), number("b"), text("c"), target("u"), target("v"));
    return model(
        columns,
        new PreprocessingSpec(
            SPEC.scaling(),
            SPEC.missing(),
            1,
            new Label(null, TargetScaling.NONE),
            ClassWeights.none()),
        new Object[][] {{1, 0.5, "x", 0, 1}, {2, null, "y", 1, 1}, {4, -0.25, null, 0, 0}},
        new BinaryCrossEntropy(),
        List.of(new Relu()),
        2);
  }

  /** Rows for each of them: some with missing values, one with a category that training had not. */
  public static List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    Object[][] values = {
      {3, -1.5, "x"}, {null, 0.125, "y"}, {0.1, null, null}, {-7, 2, "z"}, {1e3, 1, "x"}
    };
    for (Object[] row : values) {
      Map<String, Object> map = new HashMap<>();
      map.put("a", row[0]);
      map.put("b", row[1]);
      map.put("c", row[2]);
      rows.add(map);
    }
    return rows;
  }

  private static Model model(
      Columns columns, Object[][] table, Loss loss, List<Activation> hidden, int outputs) {
    return model(columns, SPEC, table, loss, hidden, outputs);
  }

  private static Model model(
      Columns columns,
      PreprocessingSpec spec,
      Object[][] table,
      Loss loss,
      List<Activation> hidden,
      int outputs) {
    Statistics statistics = Statistics.empty(columns, spec);
    for (Object[] values : table) {
      Row row = row(columns, values);
      statistics.add(row);
    }
    Preprocessing preprocessing = Preprocessing.fit(columns, spec, statistics);
    List<LayerSpec> layers = new ArrayList<>();
    for (Activation activation : hidden) {
      layers.add(new Dense.Spec(5, activation, new Initializer.He()));
      layers.add(new Dropout.Spec(0.25));
    }
    layers.add(new Dense.Spec(outputs, new Identity(), new Initializer.Glorot()));
    Network network = new Network(Shape.of(preprocessing.inputWidth()), layers);
    float[] parameters = network.initialize(11);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.01f * (i % 7); // biases that are not zero
    }
    return Model.of(network, loss, parameters, preprocessing, 0.25, provenance());
  }

  private static Provenance provenance() {
    return new Provenance(
        "test", 42, 7, 8, "java 1 none amd64 jdk17", null, Map.of("bellows", "0.1.0"), "a: 1\n");
  }
}
