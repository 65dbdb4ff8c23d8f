package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.loss.Losses;
import dev.bellows.optim.Optimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path folder;

  @Test
  void listsOneKindWithItsFieldsAndTheirDefaults() {
    Bellows list = Bellows.run("list", "losses");

    assertThat(list.status()).isZero();
    assertThat(list.out().lines()).hasSameSizeAs(Losses.CATALOG.names());
    assertThat(list.out())
        .containsPattern("(?m)^huber +delta 1 +numbers: squared errors")
        .containsPattern("(?m)^quantile +quantile 0.5 +numbers: the pinball loss")
        .containsPattern("(?m)^mse +numbers: ");
    assertThat(Bellows.run("list", "schedules").out())
        .containsPattern("(?m)^step +factor 0.1, every 1/3 ");
    assertThat(Bellows.run("list", "optimizers").out())
        .contains("learning-rate 0.001, beta1 0.9, ", "epsilon 1e-8")
        .contains(Optimizers.CATALOG.names());
  }

  @Test
  void listsAllKinds() {
    Bellows list = Bellows.run("list");

    assertThat(list.out().lines().filter(line -> !line.startsWith(" ")))
        .containsExactly(
            "layers",
            "activations",
            "initializers",
            "losses",
            "optimizers",
            "schedules",
            "metrics",
            "sources");
    assertThat(list.out())
        .containsPattern("(?m)^  dense +units, activation identity")
        .containsPattern("(?m)^  csv +delimiter, ")
        .containsPattern("(?m)^  auc +the probability");
  }

  @Test
  void anUnknownKindBringsThoseThatThereAre() {
    Bellows list = Bellows.run("list", "optimisers");

    assertThat(list.status()).isEqualTo(2);
    assertThat(list.err())
        .startsWith(
            "bellows: Invalid KIND: optimisers: must be one of layers, activations, initializers, losses, optimizers, schedules, metrics, sources; did you mean optimizers?\n");
  }

  @Test
  void theReadmeHoldsTheListOfToday() throws IOException {
    Path copy = Files.copy(README, folder.resolve("README.md"));

    assertThat(Bellows.run("list", "--into", copy.toString()).status()).isZero();
    assertThat(README)
        .as("run trainer/bin/bellows list --into README.md")
        .hasSameTextualContentAs(copy);
    assertThat(copy).content().contains("| optimizers | `sgd` | learning-rate 0.01");
  }

  @Test
  void replacesWhatStandsBetweenTheMarkersAndNothingElse() throws IOException {
    String begin = "before\n<!-- bellows list --into README.md -->\n";
    String end = "<!-- end of the list -->\nafter\n";
    Path file = Files.writeString(folder.resolve("page.md"), begin + "outdated\n" + end);
    Bellows.run("list", "--into", file.toString());

    assertThat(Files.readString(file))
        .startsWith(begin + "| kind | name |")
        .endsWith(" |\n" + end)
        .contains("| | `mae` | | numbers: \\|z − t\\| |\n")
        .doesNotContain("outdated");
    Files.write(file, List.of("no markers"));
    Bellows refused = Bellows.run("list", "--into", file.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("bellows: Cannot write into " + file + ": it has not");
    assertThat(file).content().isEqualTo("no markers\n");
  }

  @Test
  void saysThatThereIsNoFileToWriteInto() {
    Path file = folder.resolve("absent.md");
    Bellows refused = Bellows.run("list", "--into", file.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("bellows: Cannot write into " + file + ": there is no such file; it needs")
        .doesNotContain("Exception");
  }
}
