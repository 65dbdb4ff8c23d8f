package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.DataException;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Strategy;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.data.Shape;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import dev.bellows.optim.Adam;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Nesterov;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Plateau;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.WarmUp;
import dev.bellows.spark.ColumnSpec.LabelKind;
import dev.bellows.spark.SplitSpec;
import dev.bellows.train.EarlyStopping;
import dev.bellows.train.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the sections of a spec. */
class BuildersTest {
  private static final List<String> TWO = List.of("no", "yes");
  private static final List<String> THREE = List.of("a", "b", "c");

  @TempDir Path folder;

  private JobSpec spec(String network, String... overrides) {
    String text =
        """
        data: {source: {format: csv, path: rows.csv}, label: y}
        network: %s
        """;
    return Specs.read(folder, text.formatted(network), overrides);
  }

  private static List<String> names(Network network) {
    return network.specs().stream().map(LayerSpec::summary).toList();
  }

  @Test
  void layersFollowEachOther() {
    JobSpec spec =
        spec(
            "[{dense: {units: 3, activation: [relu, tanh, {name: leaky-relu, negative-slope: 0.2}]}}, {dropout: {rate: 0.5}}, {dense: {units: 2, activation: softmax}}, {dense: {}}]");

    Network network = NetworkBuilder.network(spec, Shape.of(7), 0, 1, new BinaryCrossEntropy());

    assertThat(names(network))
        .containsExactly(
            "dense, [relu, tanh, leaky-relu]", "dropout 0.5", "dense, softmax", "dense, identity");
    assertThat(network.inputs()).isEqualTo(7);
    assertThat(network.outputs()).isEqualTo(1);
    assertThat(((Dropout.Spec) network.specs().get(1)).rate()).isEqualTo(0.5);
  }

  @Test
  void anEmbeddingHasAVectorForEachTokenOfTheData() {
    JobSpec spec = spec("[{embedding: {units: 4}}, {lstm: {units: 3}}, {dense: {}}]");

    Network network = NetworkBuilder.network(spec, Shape.of(9), 30, 1, new BinaryCrossEntropy());

    assertThat(network.blocks().get(0).parameter().shape()).containsExactly(30, 4);
    assertThat(network.layers().get(1).inputShape()).isEqualTo(Shape.of(9, 4));
  }

  @Test
  void anEmbeddingWithTooFewVectorsIsRefused() {
    JobSpec spec =
        spec("[{embedding: {units: 4, vocabulary: 20}}, {lstm: {units: 3}}, {dense: {}}]");

    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(9), 30, 1, new MeanSquaredError()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Invalid network.0.embedding.vocabulary: 20 (")
        .hasMessageEndingWith("the data has 30 token ids; leave it out");
  }

  @Test
  void aLayerThatTellsLengthsMustBeTheFirst() {
    JobSpec spec = spec("[{embedding: {units: 4}}, masking, {lstm: {units: 3}}, {dense: {}}]");

    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(9), 30, 1, new MeanSquaredError()))
        .hasMessage(
            "Invalid network: layer 2 (masking): it tells how long rows are, and must be the first layer");
  }

  @Test
  void aLayerThatDoesNotTakeWhatItGetsIsNamed() {
    JobSpec spec = spec("[{conv2d: {filters: 2, kernel: 3}}, {dense: {}}]");

    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(9), 0, 1, new MeanSquaredError()))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Invalid network: layer 1 (conv2d): ");
  }

  @Test
  void rowsThatComeOutAsSequencesAreRefused() {
    JobSpec spec = spec("[{lstm: {units: 4, returns: sequence}}, {dense: {}}]");

    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(5, 3), 0, 10, new SoftmaxCrossEntropy(0)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid network: it makes 5 × 10 numbers of a row of 5 × 3, and the label needs 10: pool sequences, or take their last state, before the last dense layer");
  }

  @ParameterizedTest
  @CsvSource({
    "binary-cross-entropy, sigmoid, identity",
    "binary-cross-entropy, identity, identity",
    "softmax-cross-entropy, softmax, identity",
    "softmax-cross-entropy, identity, identity",
    "mse, identity, identity",
    "mse, sigmoid, sigmoid",
    "mse, relu, relu",
    "huber, sigmoid, sigmoid",
    "poisson, exponential, identity",
    "poisson, identity, identity",
    "binary-focal, sigmoid, identity",
    "softmax-focal, softmax, identity"
  })
  void theLossAppliesItsOwnLink(String loss, String written, String built) {
    JobSpec spec = spec("[{dense: {activation: " + written + "}}]", "loss=" + loss);
    Network network = NetworkBuilder.network(spec, Shape.of(2), 0, 2, spec.loss());

    assertThat(((Dense.Spec) network.specs().get(0)).activation().name()).isEqualTo(built);
  }

  @Test
  void aRectifierStartsAsHeAndAllOthersAsGlorot() {
    assertThat(deviation("{units: 1000, activation: relu}")).isBetween(0.43, 0.46); // √(2/10)
    assertThat(deviation("{units: 1000, activation: tanh}")).isBetween(0.043, 0.046); // √(2/1010)
    assertThat(deviation("{units: 1000, initializer: he}")).isBetween(0.43, 0.46);
    assertThat(deviation("{units: 1000, activation: relu, initializer: glorot}"))
        .isBetween(0.043, 0.046);
    assertThat(deviation("{units: 1000, initializer: normal}")).isBetween(0.048, 0.052);
    assertThat(deviation("{units: 1000, initializer: {name: normal, standard-deviation: 2}}"))
        .isBetween(1.9, 2.1);
  }

  /** Of the weights of one layer with 10 inputs. */
  private double deviation(String dense) {
    Network network =
        NetworkBuilder.network(
            spec("[{dense: %s}, {dense: {}}]".formatted(dense)),
            Shape.of(10),
            0,
            1,
            new MeanSquaredError());
    float[] parameters = network.initialize(1);
    Parameter weights = network.blocks().get(0).parameter();
    double squares = 0;
    for (int i = 0; i < weights.size(); i++) {
      squares += (double) parameters[i] * parameters[i];
    }
    return Math.sqrt(squares / weights.size());
  }

  @Test
  void aWidthThatTheLabelContradictsIsAnErrorWithItsLine() {
    JobSpec spec = spec("\n  - dense: {units: 3}");

    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(2), 0, 4, new SoftmaxCrossEntropy()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid network.0.dense.units: 3 (%s/job.yaml line 3): the label needs 4 with the loss softmax-cross-entropy; leave units out, or name another loss",
            folder);
    assertThatThrownBy(
            () -> NetworkBuilder.network(spec, Shape.of(2), 0, 1, new MeanSquaredError()))
        .hasMessageEndingWith(
            "the label needs 1 with the loss mse; leave units out, or name the loss if the numbers are classes");
  }

  @Test
  void anActivationThatTheLabelContradictsIsAnErrorWithItsLine() {
    assertThatThrownBy(
            () ->
                NetworkBuilder.network(
                    spec("\n  - dense: {activation: relu}"),
                    Shape.of(2),
                    0,
                    1,
                    new BinaryCrossEntropy()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid network.0.dense.activation: relu (%s/job.yaml line 3): loss: binary-cross-entropy takes logits; must be sigmoid or left out",
            folder);
  }

  @Test
  void theLabelDecidesTheLoss() {
    String plain = "[{dense: {}}]";
    assertThat(LossBuilder.loss(spec(plain), List.of())).isEqualTo(new MeanSquaredError());
    assertThat(LossBuilder.loss(spec(plain), TWO)).isEqualTo(new BinaryCrossEntropy());
    assertThat(LossBuilder.loss(spec(plain), THREE)).isEqualTo(new SoftmaxCrossEntropy());
    assertThat(LossBuilder.loss(spec("[{dense: {units: 2}}]"), TWO))
        .isEqualTo(new SoftmaxCrossEntropy());
    assertThat(LossBuilder.loss(spec("[{dense: {activation: softmax}}]"), TWO))
        .isEqualTo(new SoftmaxCrossEntropy());
    assertThat(LossBuilder.loss(spec(plain, "loss=softmax-cross-entropy"), TWO))
        .isEqualTo(new SoftmaxCrossEntropy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mse|Cannot use the loss mse for the label y: it has classes (a, b, c), not numbers. Use binary-cross-entropy or softmax-cross-entropy",
        "binary-cross-entropy|Cannot use the loss binary-cross-entropy for the label y: it has 3 classes, not 2. Use softmax-cross-entropy"
      })
  void classesThatTheLossCannotTakeAreBadData(String loss, String message) {
    assertThatThrownBy(() -> LossBuilder.loss(spec("[{dense: {}}]", "loss=" + loss), THREE))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"binary-cross-entropy, not 2", "softmax-cross-entropy, not classes"})
  void numbersThatTheLossCannotTakeAreBadData(String loss, String reason) {
    assertThatThrownBy(() -> LossBuilder.loss(spec("[{dense: {}}]", "loss=" + loss), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot use the loss %s for the label y: it has numbers, %s. Use mse", loss, reason);
  }

  @Test
  void outputsFollowFromTheLoss() {
    Loss softmax = new SoftmaxCrossEntropy();
    assertThat(LossBuilder.outputs(softmax, THREE, 1)).isEqualTo(3);
    assertThat(LossBuilder.outputs(new BinaryCrossEntropy(), TWO, 1)).isEqualTo(1);
    assertThat(LossBuilder.outputs(new MeanSquaredError(), List.of(), 2)).isEqualTo(2);
  }

  @Test
  void aPlanHoldsWhatTheSpecSays() {
    TrainingPlan plan =
        PlanBuilder.plan(
            spec(
                "[{dense: {}}]",
                "optimizer={name: nesterov, learning-rate: 0.5, momentum: 0.8}",
                "schedule={name: step, factor: 0.5}",
                "regularization={l1: 1, l2: 2, max-norm: 4}",
                "clipping.norm=3",
                "data.validation.fraction=0.5",
                "training={epochs: 7, weight-averaging: 0.99, max-duration: 2h, early-stopping: {metric: r2, patience: 2, min-delta: 0.1}}"));

    assertThat(plan)
        .isEqualTo(
            new TrainingPlan(
                new Nesterov(0.8, 0),
                0.5,
                new Schedule.Step(0.5, 1.0 / 3),
                new Regularization(1, 2, 4),
                Clipping.norm(3),
                0.99,
                7,
                new EarlyStopping(Metric.R2, 2, 0.1),
                Duration.ofHours(2)));
  }

  @Test
  void whatIsNotSaidIsTheFieldsDefault() {
    TrainingPlan plan = PlanBuilder.plan(spec("[{dense: {}}]"));

    assertThat(plan).isEqualTo(new TrainingPlan(new Adam(0.9, 0.999, 1e-8, 0), 0.001, 10));
    assertThat(PlanBuilder.plan(spec("[{dense: {}}]", "clipping.value=2")).clipping())
        .isEqualTo(Clipping.value(2));
    assertThat(PlanBuilder.plan(spec("[{dense: {}}]", "optimizer=momentum")).optimizer())
        .isEqualTo(Optimizers.momentum());
    assertThat(PlanBuilder.plan(spec("[{dense: {}}]", "schedule=cosine")).schedule())
        .isEqualTo(new Schedule.Cosine(0));
    assertThat(
            PlanBuilder.plan(spec("[{dense: {}}]", "schedule={name: plateau, warm-up: 0.1}"))
                .schedule())
        .isEqualTo(new WarmUp(0.1, new Plateau(0.1, 3, 0, 0)));
  }

  @Test
  void splitsAreOfFourKinds() {
    assertThat(split("{fraction: 0.2, key: [a, b], seed: 3}"))
        .isEqualTo(new SplitSpec.Fraction(0.2, List.of("a", "b"), 3));
    assertThat(split("{last: 10}")).isEqualTo(new SplitSpec.Last(10));
    assertThat(split("{column: test}")).isEqualTo(new SplitSpec.ByColumn("test"));
    assertThat(split("{column: day, after: 2025-01-31}"))
        .isEqualTo(new SplitSpec.After("day", LocalDate.of(2025, 1, 31)));
  }

  private SplitSpec split(String validation) {
    return DataBuilder.split(spec("[{dense: {}}]", "data.validation=" + validation));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss=|AUTO",
        "loss=mse|NUMBER",
        "loss=poisson|NUMBER",
        "loss=binary-cross-entropy|CLASS",
        "loss=softmax-cross-entropy|CLASS",
        "solver=normal-equations|NUMBER",
        "data.label.kind=class|CLASS",
        "network.0.dense.activation=softmax|CLASS",
        "network.0.dense.activation=sigmoid|AUTO"
      })
  void whatTheLabelIsFollowsFromWhatLearnsIt(String override, LabelKind kind) {
    assertThat(DataBuilder.columns(spec("[{dense: {}}]", override)).labelKind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss=|y|STANDARDIZE|ANY",
        "loss={name: huber, delta: 2}|y|STANDARDIZE|ANY",
        "loss=poisson|y|NONE|NOT_NEGATIVE",
        "loss=binary-cross-entropy|[y, z]|NONE|ZERO_OR_ONE",
        "loss=mae|{column: y, scaling: none}|NONE|ANY"
      })
  void howNumbersAreLearntFollowsFromTheLoss(
      String loss, String label, TargetScaling scaling, TargetValues values) {
    JobSpec spec = spec("[{dense: {}}]", loss, "data.label=" + label);

    assertThat(DataBuilder.preprocessing(spec).label()).isEqualTo(new Label(null, scaling, values));
  }

  @Test
  void severalLabelsOfABinaryLossAreNumbers() {
    JobSpec spec = spec("[{dense: {}}]", "loss=binary-cross-entropy", "data.label=[y, z]");

    assertThat(DataBuilder.columns(spec).labelKind()).isEqualTo(LabelKind.NUMBER);
    assertThat(LossBuilder.loss(spec, List.of())).isEqualTo(new BinaryCrossEntropy());
    assertThat(LossBuilder.outputs(new BinaryCrossEntropy(), List.of(), 2)).isEqualTo(2);
  }

  @Test
  void preprocessingHoldsWhatTheSpecSays() {
    PreprocessingSpec preprocessing =
        DataBuilder.preprocessing(
            spec(
                "[{dense: {}}]",
                "data.features={scaling: min-max, polynomial-degree: 2, missing: {strategy: constant, constant: -1, category: zeros}}",
                "data.label={column: y, positive: 1}",
                "data.class-weights={1: 2.5, no: 0}"));

    assertThat(preprocessing.scaling()).isEqualTo(PreprocessingSpec.Scaling.MIN_MAX);
    assertThat(preprocessing.polynomialDegree()).isEqualTo(2);
    assertThat(preprocessing.missing())
        .isEqualTo(
            new PreprocessingSpec.Missing(
                Strategy.CONSTANT,
                -1,
                PreprocessingSpec.Indicator.NONE,
                PreprocessingSpec.MissingCategory.ZEROS));
    assertThat(preprocessing.label().positive()).isEqualTo("1");
    assertThat(preprocessing.classWeights())
        .isEqualTo(ClassWeights.of(Map.of("1", 2.5, "no", 0.0)));
    assertThat(
            DataBuilder.preprocessing(spec("[{dense: {}}]", "data.class-weights=balanced"))
                .classWeights())
        .isEqualTo(ClassWeights.balanced());
  }
}
