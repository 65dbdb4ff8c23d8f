package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.optim.Optimizers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecOverridesTest {
  @TempDir Path folder;

  @Test
  void replacesFieldsAtAnyDepth() {
    JobSpec spec =
        Specs.read(
            folder,
            Specs.FULL,
            "training.epochs=3",
            "training.max-duration=90s",
            "network.0.dense.units=8",
            "data.features.drop=[customerID, gender]",
            "data.label.positive=No",
            "seed=7",
            "regularization={l1: 0.5}");

    assertThat(spec.training().epochs()).isEqualTo(3);
    assertThat(spec.training().batchSize()).isEqualTo(128);
    assertThat(spec.training().maxDuration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(Specs.dense(spec, 0).units()).isEqualTo(8);
    assertThat(spec.data().features().drop()).containsExactly("customerID", "gender");
    assertThat(spec.data().label().positive()).isEqualTo("No");
    assertThat(spec.seed()).isEqualTo(7);
    assertThat(spec.regularization()).isEqualTo(new RegularizationSection(0.5, 0, null));
  }

  @Test
  void entersWhatIsWrittenShortAndMakesWhatIsNotThere() {
    JobSpec spec =
        Specs.read(
            folder,
            Specs.SMALLEST + "optimizer: sgd\n",
            "optimizer.learning-rate=0.5",
            "data.label.kind=number",
            "data.validation.fraction=0.1",
            "training.early-stopping.patience=2");

    assertThat(spec.optimizer().rule()).isEqualTo(Optimizers.sgd());
    assertThat(spec.optimizer().learningRate()).isEqualTo(0.5);
    assertThat(spec.data().label().columns()).containsExactly("y");
    assertThat(spec.data().validation().fraction()).isEqualTo(0.1);
    assertThat(spec.training().earlyStopping().patience()).isEqualTo(2);
  }

  @Test
  void listsGrowAndShrink() {
    JobSpec spec =
        Specs.read(
            folder,
            Specs.SMALLEST,
            "network.0=",
            "network.0.dense.units=",
            "network.1.dense.activation=identity",
            "network.0.dense.units=5",
            "data.label.column.1=z");

    assertThat(spec.network()).hasSize(2);
    assertThat(Specs.dense(spec, 0).units()).isEqualTo(5);
    assertThat(Specs.dense(spec, 1).units()).isNull();
    assertThat(spec.data().label().columns()).containsExactly("y", "z");
  }

  @Test
  void anEmptyValueBringsBackTheDefault() {
    JobSpec spec = Specs.read(folder, Specs.FULL, "shards=", "training.early-stopping=~");

    assertThat(spec.shards()).isEqualTo(4);
    assertThat(spec.training().earlyStopping()).isNull();
  }

  @Test
  void whatIsWrongWithAnOverrideNamesTheOption() {
    assertThat(
            Specs.errors(
                folder,
                Specs.SMALLEST,
                "training.epochs=many",
                "training.batchsize=3",
                "optimizer=adm",
                "step-timeout=0m0s",
                "network.0.dense.units=0"))
        .containsExactlyInAnyOrder(
            "Invalid training.epochs: many (--set): must be a whole number ≥ 1",
            "Unknown field training.batchsize (--set): did you mean batch-size?",
            "Invalid optimizer: adm (--set): must be one of %s; did you mean adam?"
                .formatted(String.join(", ", Optimizers.CATALOG.names())),
            "Invalid step-timeout: 0m0s (--set): must be like 90s, 10m, 1h30m",
            "Invalid network.0.dense.units: 0 (--set): must be a whole number ≥ 1 and ≤ 1000000");
  }

  @Test
  void whatIsNoOverrideIsToldSoAllAtOnce() {
    assertThat(
            Specs.errors(
                folder,
                Specs.SMALLEST,
                "training.epochs",
                "=3",
                "network.7.dense.units=3",
                "network.first=3",
                "seed.low=3",
                "seed=[1"))
        .containsExactly(
            "Invalid --set training.epochs: must be path=value, like training.epochs=3",
            "Invalid --set =3: must be path=value, like training.epochs=3",
            "Invalid --set network.7.dense.units=3: element 7 of a list of 2: must be from 0 to 2",
            "Invalid --set network.first=3: there is no field or element first in a list",
            "Invalid YAML (--set seed=[1 line 1): while parsing a flow sequence, expected ',' or ']', but got <stream end>");
  }
}
