package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How far a run has come, as its output folder tells.
 *
 * @param state the manifest's status, or {@code unfinished} where there is no manifest: it is
 *     running, or it died
 * @param epochs completed
 * @param steps taken
 * @param loss of the training rows in the last epoch; null before there is one
 * @param validation metrics of the held-out rows by name; null where there are none
 * @param ageSeconds since something was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunState(
    String state, int epochs, long steps, Double loss, JsonNode validation, long ageSeconds) {
  private static final String UNFINISHED = "unfinished";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the state of the run in {@code folder}, on any Hadoop file system.
   *
   * @param nowMillis what time it is
   * @throws DataException if there is no run
   */
  static RunState read(String folder, Configuration configuration, long nowMillis)
      throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(configuration);
    Path manifest = new Path(path, "manifest.json");
    Path metrics = new Path(path, "metrics.jsonl");
    String lines = text(files, metrics);
    if (lines == null && !files.exists(manifest)) {
      throw new DataException(
          "Cannot find a run in %s: there is neither manifest.json nor metrics.jsonl"
              .formatted(folder));
    }
    RunState progress = progress(lines == null ? "" : lines);
    String finished = text(files, manifest);
    long written = files.getFileStatus(finished == null ? metrics : manifest).getModificationTime();
    long age = Math.max(0, (nowMillis - written) / 1000);
    if (finished == null) {
      return new RunState(
          UNFINISHED, progress.epochs, progress.steps, progress.loss, progress.validation, age);
    }
    JsonNode root = JSON.readTree(finished);
    return new RunState(
        root.path("status").asText(),
        root.path("epochs").asInt(),
        root.path("steps").asLong(),
        progress.loss,
        root.get("validation"),
        age);
  }

  boolean isFinished() {
    return !state.equals(UNFINISHED);
  }

  /** What the last lines say; a line that is still being written is passed over. */
  private static RunState progress(String lines) throws IOException {
    int epochs = 0;
    long steps = 0;
    Double loss = null;
    JsonNode validation = null;
    for (String line : lines.substring(0, lines.lastIndexOf('\n') + 1).lines().toList()) {
      JsonNode event = JSON.readTree(line);
      steps = Math.max(steps, event.path("step").asLong());
      if (event.path("event").asText().equals("epoch")) {
        epochs = event.path("epoch").asInt() + 1;
        loss = event.path("loss").isNumber() ? event.path("loss").doubleValue() : null;
        validation = event.get("validation");
      }
    }
    return new RunState(UNFINISHED, epochs, steps, loss, validation, 0);
  }

  private static String text(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
