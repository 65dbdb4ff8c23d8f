package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageTableTest {

  private static final String FIXTURE = "dev.bellows.testing.violations";

  @Test
  void noImportGoesAgainstTheTable() {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellows");

    assertThat(PackageTable.violations("dev.bellows", main)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatLivesThere() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "dev", "bellows"))) {
      List<Path> packages =
          files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).toList();

      assertThat(packages)
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }
  }

  @Test
  void anImportFromBelowIsFound() {
    assertThat(violationsOf("linalg"))
        .anyMatch(line -> line.contains("UsesData") && line.contains("data.Something"));
  }

  @Test
  void sparkAndScalaOutsideTheirPackagesAreFound() {
    assertThat(violationsOf("data"))
        .anyMatch(line -> line.contains("UsesSpark") && line.contains("SparkConf"))
        .anyMatch(line -> line.contains("UsesSpark") && line.contains("scala.Option"));
  }

  @Test
  void hadoopIsFoundInReportAndAllowedInCheckpoint() {
    assertThat(violationsOf("report"))
        .anyMatch(line -> line.contains("UsesHadoop") && line.contains("hadoop.fs.Path"));
    assertThat(violationsOf("checkpoint")).isEmpty();
  }

  @Test
  void aPackageOutsideTheTableIsFound() {
    assertThat(violationsOf("util")).anyMatch(line -> line.contains("InNoTable"));
  }

  private static List<String> violationsOf(String name) {
    JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE + "." + name);
    assertThat(fixture).isNotEmpty();
    return PackageTable.violations(FIXTURE, fixture);
  }
}
