package dev.bellows.job;

import dev.bellows.nn.Dense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Specs for tests: a small one that is right, written to a file with changes. */
final class Specs {
  /** Everything that has no default, and nothing else. */
  static final String SMALLEST =
      """
      data:
        source: {format: csv, path: rows.csv}
        label: y
      network:
        - dense: {units: 4, activation: relu}
        - dense: {units: 1}
      """;

  /** The spec that documentation shows. */
  static final String FULL =
      """
      name: churn
      data:
        source: {format: csv, path: telco-churn.csv}
        label: {column: Churn, positive: "Yes"}
        features:
          drop: [customerID]
          numeric: [tenure, MonthlyCharges, TotalCharges]   # what is not named goes by its column's type
          categorical: [SeniorCitizen]
          scaling: standardize
          missing: {strategy: mean, indicator: true}
        validation: {fraction: 0.2}
      network:
        - dense: {units: 32, activation: relu}
        - dropout: {rate: 0.2}
        - dense: {units: 1}
      loss: binary-cross-entropy
      optimizer: {name: adam, learning-rate: 0.001}
      schedule: {name: cosine}
      regularization: {l2: 0.0001}
      training: {batch-size: 128, epochs: 30, early-stopping: {metric: auc, patience: 5}}
      engine: jobs
      shards: 8
      seed: 42
      output: runs/churn
      """;

  private Specs() {}

  /** {@code text} in a file {@code job.yaml} of {@code folder}. */
  static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("job.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JobSpec read(Path folder, String text, String... overrides) {
    return JobSpec.read(write(folder, text), List.of(overrides));
  }

  /** The messages of what is wrong, with the folder left out. */
  static List<String> errors(Path folder, String text, String... overrides) {
    try {
      read(folder, text, overrides);
    } catch (SpecException e) {
      return e.errors().stream().map(error -> error.message().replace(folder + "/", "")).toList();
    }
    return List.of();
  }

  /** The dense layer at {@code index}, counted from 0. */
  static Dense.Spec dense(JobSpec spec, int index) {
    return (Dense.Spec) spec.network().get(index);
  }
}
