package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.PreprocessingSpec.Indicator;
import dev.bellows.job.JobSpec.EngineName;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedule;
import dev.bellows.spark.ColumnSpec;
import dev.bellows.spark.ColumnSpec.LabelKind;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SplitSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecTest {
  @TempDir Path folder;

  @Test
  void readsEveryFieldOfTheFullSpec() {
    JobSpec spec = Specs.read(folder, Specs.FULL);

    assertThat(spec.name()).isEqualTo("churn");
    assertThat(spec.loss()).isEqualTo(new BinaryCrossEntropy());
    assertThat(spec.network()).hasSize(3);
    assertThat(Specs.dense(spec, 0).units()).isEqualTo(32);
    assertThat(spec.network().get(1)).isEqualTo(new Dropout.Spec(0.2));
    assertThat(spec.optimizer().rule()).isEqualTo(Optimizers.adam());
    assertThat(spec.schedule()).isEqualTo(new ScheduleSection(new Schedule.Cosine(0), 0));
    assertThat(spec.regularization()).isEqualTo(new RegularizationSection(0, 0.0001, null));
    assertThat(spec.training().batchSize()).isEqualTo(128);
    assertThat(spec.training().earlyStopping())
        .isEqualTo(new EarlyStoppingSection(Metric.AUC, 5, 0));
    assertThat(spec.engine()).isEqualTo(EngineName.JOBS);
    assertThat(spec.shards()).isEqualTo(8);
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.output()).isEqualTo("runs/churn");
    assertThat(DataBuilder.columns(spec))
        .isEqualTo(
            new ColumnSpec(
                List.of("Churn"),
                LabelKind.CLASS,
                "Yes",
                null,
                List.of("tenure", "MonthlyCharges", "TotalCharges"),
                List.of("SeniorCitizen"),
                List.of("customerID")));
    assertThat(DataBuilder.split(spec)).isEqualTo(new SplitSpec.Fraction(0.2, List.of(), 0));
    assertThat(DataBuilder.preprocessing(spec).missing().indicator()).isEqualTo(Indicator.ADD);
    assertThat(DataBuilder.source(spec))
        .isEqualTo(SourceSpec.of(SourceSpec.Format.CSV, "telco-churn.csv"));
  }

  @Test
  void whatASpecSaysSurvivesWritingAndReading() throws Exception {
    JobSpec spec = Specs.read(folder, Specs.FULL);
    JobSpec again = Specs.read(folder, spec.origin().toJson());

    assertThat(again).usingRecursiveComparison().ignoringFields("origin").isEqualTo(spec);
    assertThat(new ObjectMapper().readTree(again.origin().toJson()))
        .isEqualTo(new ObjectMapper().readTree(spec.origin().toJson()));
  }

  @Test
  void fillsInDefaults() {
    JobSpec spec = Specs.read(folder, Specs.SMALLEST);

    assertThat(spec.name()).isEqualTo("job");
    assertThat(spec.output()).isEqualTo("runs/job");
    assertThat(spec.loss()).isNull();
    assertThat(spec.optimizer()).isEqualTo(new OptimizerSection(Optimizers.adam(), 0.001));
    assertThat(spec.schedule()).isEqualTo(new ScheduleSection(new Schedule.Constant(), 0));
    assertThat(spec.training()).isEqualTo(new TrainingSection(128, 10, null, 0, null, null, 100));
    assertThat(spec.shards()).isEqualTo(4);
    assertThat(spec.kernel()).isNull();
    assertThat(spec.data().label().columns()).containsExactly("y");
    assertThat(spec.data().validation()).isNull();
    assertThat(DataBuilder.split(spec)).isEqualTo(SplitSpec.none());
    assertThat(DataBuilder.preprocessing(spec))
        .isEqualTo(dev.bellows.data.PreprocessingSpec.defaults());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "63,1", "64,2", "128,4", "1000,16", "8191,128", "8192,256", "1000000,256"})
  void shardsFollowFromTheBatchSize(int batchSize, int shards) {
    JobSpec spec = Specs.read(folder, Specs.SMALLEST, "training.batch-size=" + batchSize);

    assertThat(spec.shards()).isEqualTo(shards);
  }

  @Test
  void plainTextsAreWhatTheyLookLike() {
    JobSpec spec =
        Specs.read(
            folder,
            """
            data:
              source: {format: csv, path: 2024.csv, missing-values: [NA, -999, "null"], multiline: true}
              label: {column: on, positive: Yes}
              class-weights: {Yes: 1e1, No: .5}
              validation:
            network:
              - dense: &layer
                  units: 2
              - dense: *layer
              - dense:
            loss: binary-cross-entropy
            optimizer: {learning-rate: 1e-3}
            seed: 010
            """);

    assertThat(spec.data().source().path()).isEqualTo("2024.csv");
    assertThat(spec.data().source().missingValues()).containsExactly("NA", "-999", "null");
    assertThat(spec.data().source().formatOptions()).containsEntry("multiline", "true");
    assertThat(spec.data().label().columns()).containsExactly("on");
    assertThat(spec.data().label().positive()).isEqualTo("Yes");
    assertThat(spec.data().classWeights().weights().given())
        .containsEntry("Yes", 10.0)
        .containsEntry("No", 0.5);
    assertThat(spec.data().validation()).isNull();
    assertThat(spec.network())
        .extracting(layer -> ((Dense.Spec) layer).units())
        .containsExactly(2, 2, null);
    assertThat(spec.optimizer().learningRate()).isEqualTo(0.001);
    assertThat(spec.seed()).isEqualTo(10);
  }

  @Test
  void oneValueStandsForFieldsOrAList() {
    JobSpec spec =
        Specs.read(
            folder,
            """
            data:
              source: {format: generator, name: spirals, rows: 30, noise: 0.5}
              label: [a, b]
              features: {drop: c, missing: median}
              class-weights: {x: 2, "y": 0.5}
            network: [{dense: {activation: {name: leaky-relu, negative-slope: 0.2}, initializer: he}}]
            optimizer: sgd
            schedule: step
            training: {early-stopping: rmse, max-duration: 1h30m, threshold: f1}
            step-timeout: 90s
            """,
            "data.class-weights=",
            "training.early-stopping=",
            "training.threshold=");

    assertThat(spec.data().label().columns()).containsExactly("a", "b");
    assertThat(spec.data().features().drop()).containsExactly("c");
    assertThat(spec.optimizer().learningRate()).isEqualTo(0.01);
    assertThat(spec.training().maxDuration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(spec.training().threshold()).isNull();
    assertThat(spec.engine()).isEqualTo(EngineName.ROUNDS);
    assertThat(spec.stepTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(DataBuilder.source(spec).options())
        .containsEntry("name", "spirals")
        .containsEntry("rows", "30")
        .containsEntry("noise", "0.5");
    assertThat(Specs.dense(spec, 0).activation())
        .isEqualTo(new PointwiseActivation.LeakyRelu(0.2f));
  }
}
