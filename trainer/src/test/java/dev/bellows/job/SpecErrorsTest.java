package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of error, with the whole message; the cases stand in {@code spec-errors.txt}. */
class SpecErrorsTest {
  /** A spec that is right, by lines, so that each can be replaced. */
  private static final List<String> RIGHT =
      List.of(
          "data:",
          "  source: {format: csv, path: rows.csv}",
          "  label: y",
          "  validation: {fraction: 0.2}",
          "network:",
          "  - dense: {units: 4, activation: relu}",
          "  - dense: {}",
          "");

  @TempDir Path folder;

  /**
   * A wrong spec.
   *
   * @param text of its file
   * @param messages that it brings
   */
  record Case(String text, List<String> messages) {

    /** From lines {@code 3: replacement}, {@code | one line more} and {@code => message}. */
    static Case parse(String lines) {
      List<String> spec = new ArrayList<>(RIGHT);
      List<String> messages = new ArrayList<>();
      int last = 0;
      for (String line : lines.split("\n")) {
        if (line.startsWith("=> ")) {
          messages.add(line.substring(3));
        } else if (line.startsWith("|")) {
          spec.set(last, spec.get(last) + "\n" + line.substring(3));
        } else {
          last = line.charAt(0) - '1';
          spec.set(last, line.length() == 2 ? "" : line.substring(3));
        }
      }
      return new Case(String.join("\n", spec) + "\n", messages);
    }
  }

  static Stream<Case> wrong() throws IOException {
    try (InputStream in = SpecErrorsTest.class.getResourceAsStream("spec-errors.txt")) {
      String cases = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(cases.replaceAll("(?m)^#.*\n", "").strip().split("\n{2,}"))
          .map(Case::parse);
    }
  }

  @Test
  void theSpecThatTheOthersSpoilIsRight() {
    assertThat(Specs.errors(folder, String.join("\n", RIGHT))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Case wrong) {
    assertThat(Specs.errors(folder, wrong.text())).containsExactlyElementsOf(wrong.messages());
  }

  @Test
  void aFileThatIsNoSpecIsToldSo() throws IOException {
    assertThat(Specs.errors(folder, "")).containsExactly("Invalid job spec job.yaml: it is empty");
    assertThat(Specs.errors(folder, "- a\n- b\n"))
        .containsExactly(
            "Invalid job spec job.yaml: it is no list of fields, such as data: and network:");
    assertThat(Specs.errors(folder, "name: a"))
        .containsExactly(
            "Missing field data (job.yaml): Source, label, features and split.",
            "Missing field network (job.yaml): The layers, first to last. The last dense layer gives the logits; its width may be left out where the label decides it.");
    Files.write(folder.resolve("job.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(messages(folder.resolve("job.yaml")))
        .containsExactly(
            "Cannot read the job spec %s: it is not UTF-8".formatted(folder.resolve("job.yaml")));
    assertThat(messages(folder.resolve("none.yaml")))
        .containsExactly(
            "Cannot read the job spec %s: there is no such file"
                .formatted(folder.resolve("none.yaml")));
  }

  private static List<String> messages(Path file) {
    try {
      JobSpec.read(file, List.of());
    } catch (SpecException e) {
      return e.errors().stream().map(SpecError::message).toList();
    }
    return List.of();
  }
}
