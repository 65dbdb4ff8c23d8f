package dev.bellows.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;

/**
 * The last file that a run writes: whoever finds it knows that all others are whole, and what they
 * came from. Written as {@code manifest.json}, names in snake case.
 *
 * @param status {@code completed}, {@code early-stopped}, {@code converged}, {@code max-duration}
 *     or {@code diverged}
 * @param name of the job
 * @param finished when, ISO 8601 in UTC
 * @param epochs completed
 * @param steps taken
 * @param bestEpoch whose weights were kept, counted from 0
 * @param validation metrics of the held-out rows by name; null where nothing is held out
 * @param confusionMatrix rows: true class, columns: predicted class; null for a regression
 * @param classes of the label, in the order of the confusion matrix; null for a regression
 * @param threshold from which a probability counts as the positive class; null where there is none
 * @param parameters how many weights
 * @param weightsSha256 over the weights as little-endian floats
 * @param seed of training
 * @param splitSeed of the split; null where it is not random
 * @param shards the unit of reproducibility
 * @param kernel the fingerprint of what computed
 * @param data its fingerprint and numbers of rows
 * @param droppedColumns that a closed-form solve left out since others determine them; null
 *     elsewhere
 * @param seconds where the time went
 * @param versions of what ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String status,
    String name,
    String finished,
    int epochs,
    long steps,
    int bestEpoch,
    Map<String, Double> validation,
    List<List<Long>> confusionMatrix,
    List<String> classes,
    Double threshold,
    int parameters,
    String weightsSha256,
    long seed,
    Long splitSeed,
    int shards,
    String kernel,
    Data data,
    List<String> droppedColumns,
    Seconds seconds,
    Map<String, String> versions) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * What was trained on.
   *
   * @param fingerprint of the values, whatever their order
   * @param trainingRows trained on
   * @param validationRows held out
   * @param badRows left out because they could not be read
   */
  public record Data(String fingerprint, long trainingRows, long validationRows, long badRows) {}

  /** Where the time went. */
  public record Seconds(double load, double shuffle, double fit, double encode, double training) {}

  /** As JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the manifest: " + e.getMessage(), e);
    }
  }
}
