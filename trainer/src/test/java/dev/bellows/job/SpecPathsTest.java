package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecPathsTest {
  @TempDir Path folder;
  private Path specs;
  private Path work;
  private SpecPaths paths;

  @BeforeEach
  void twoFolders() throws IOException {
    specs = Files.createDirectories(folder.resolve("specs"));
    work = Files.createDirectories(folder.resolve("work"));
    paths = new SpecPaths(specs, work);
  }

  @Test
  void theSpecsFolderGoesBeforeTheWorkingFolder() throws IOException {
    Files.createFile(work.resolve("rows.csv"));
    assertThat(paths.resolve("rows.csv")).isEqualTo("file://" + work + "/rows.csv");

    Files.createFile(specs.resolve("rows.csv"));
    assertThat(paths.resolve("rows.csv")).isEqualTo("file://" + specs + "/rows.csv");
  }

  @Test
  void aGlobIsFoundByItsFolder() throws IOException {
    Files.createDirectories(work.resolve("year=2025"));

    assertThat(paths.resolve("year=2025/*/part-?.csv"))
        .isEqualTo("file://" + work + "/year=2025/*/part-?.csv");
    assertThat(paths.resolve("year=2026/*.csv")).isEqualTo("year=2026/*.csv");
  }

  @Test
  void whatSaysWhereItIsStaysAsItIs() {
    assertThat(paths.resolve("hdfs://namenode/rows")).isEqualTo("hdfs://namenode/rows");
    assertThat(paths.resolve("s3a://bucket/rows")).isEqualTo("s3a://bucket/rows");
    assertThat(paths.resolve("file:rows")).isEqualTo("file:rows");
    assertThat(paths.resolve("/rows")).isEqualTo("/rows");
  }

  @Test
  void whatIsNowhereStaysAsItIs() {
    assertThat(paths.resolve("rows.csv")).isEqualTo("rows.csv");
  }

  @Test
  void aSpecFindsItsDataBesideItself() throws IOException {
    Files.createFile(specs.resolve("images.gz"));
    Files.createFile(specs.resolve("labels.gz"));
    JobSpec spec =
        Specs.read(
            specs,
            """
            data:
              source: {format: idx, path: images.gz, labels: labels.gz}
              label: label
            network: [{dense: {}}]
            loss: softmax-cross-entropy
            """);

    assertThat(DataBuilder.source(spec).path()).isEqualTo("file://" + specs + "/images.gz");
    assertThat(DataBuilder.source(spec).options())
        .containsEntry("labels", "file://" + specs + "/labels.gz");
    assertThat(spec.output()).isEqualTo("runs/job");
  }
}
