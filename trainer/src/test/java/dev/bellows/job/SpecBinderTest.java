package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the records know to be wrong, in specs that the schema would let pass. */
class SpecBinderTest {
  private final SpecSchema schema = SpecSchema.load();
  @TempDir Path folder;
  private SpecDocument document;

  @BeforeEach
  void readARightSpec() {
    ObjectNode root = Specs.read(folder, Specs.SMALLEST).origin().root();
    document = new SpecDocument("job.yaml", root);
  }

  @Test
  void whatAConstructorRefusesIsReportedAndLeftOut() {
    ((ObjectNode) document.root().get("optimizer")).put("name", "nesterov").put("momentum", 2);
    JobSpec spec = new SpecBinder(schema, document).bind();

    assertThat(document.errors())
        .containsExactly(
            new SpecError(
                "optimizer",
                0,
                "Invalid optimizer: {name: nesterov, momentum: 2} (job.yaml): Invalid momentum: 2.0: must be ≥ 0 and < 1"));
    assertThat(spec.optimizer().rule()).isEqualTo(Optimizers.adam());
  }

  @Test
  void everyForeignFieldIsReportedAndTheRestIsRead() {
    ((ObjectNode) document.root().get("optimizer")).put("rho", 0.5).put("momentum", 2);
    ObjectNode dense = (ObjectNode) document.root().at("/network/0/dense");
    dense.putObject("activation").put("name", "tanh").put("negative-slope", 0.1);
    JobSpec spec = new SpecBinder(schema, document).bind();

    assertThat(document.errors())
        .extracting(SpecError::path)
        .containsExactlyInAnyOrder(
            "optimizer.rho", "optimizer.momentum", "network.0.dense.activation.negative-slope");
    assertThat(spec.network()).hasSize(2);
    assertThat(List.of(spec.network().get(0).toString()))
        .allMatch(layer -> layer.contains(new PointwiseActivation.Tanh().toString()));
  }
}
