package dev.bellows.job;

import dev.bellows.data.Preprocessing;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.metric.Threshold;
import dev.bellows.model.Model;
import dev.bellows.model.Provenance;
import dev.bellows.report.Manifest;
import dev.bellows.spark.ShardedData;
import dev.bellows.spark.Table;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.TrainingResult;
import dev.bellows.train.TrainingState;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a run leaves: the model, then the manifest. */
final class FinishedRun {
  private final JobSpec spec;
  private final Program program;
  private final ShardedData data;
  private final Table table;
  private final KernelGuard kernels;
  private final OutputFolder output;

  FinishedRun(
      JobSpec spec,
      Program program,
      ShardedData data,
      Table table,
      KernelGuard kernels,
      OutputFolder output) {
    this.spec = spec;
    this.program = program;
    this.data = data;
    this.table = table;
    this.kernels = kernels;
    this.output = output;
  }

  /** Writes the model of a run that ended, and its manifest. */
  Manifest write(TrainingState state, TrainingResult result, double seconds) throws IOException {
    String status = result.end().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return write(status, state.weights(), result, seconds, List.of());
  }

  /** Writes the last finite weights of a run that diverged. */
  Manifest writeDiverged(TrainingState state, double seconds) throws IOException {
    int epoch = program.epoch(state.step());
    TrainingResult result =
        new TrainingResult(
            TrainingResult.End.COMPLETED, epoch, state.step(), epoch, program.emptyEvaluation());
    return write("diverged", state.parameters(), result, seconds, List.of());
  }

  /**
   * Writes a model and its manifest.
   *
   * @param dropped inputs that a closed-form solve left out
   */
  Manifest write(
      String status,
      float[] parameters,
      TrainingResult result,
      double seconds,
      List<Integer> dropped)
      throws IOException {
    Preprocessing preprocessing = data.preprocessing();
    boolean binary = program.loss().problem() == Problem.BINARY;
    Provenance provenance = provenance();
    double threshold = binary ? thresholdLogit(result.validation()) : 0;
    Model model =
        Model.of(
            program.network(), program.loss(), parameters, preprocessing, threshold, provenance);
    model.write(output.model());
    Evaluation validation =
        binary ? result.validation().atThreshold(threshold) : result.validation();
    boolean evaluated = validation.rows() > 0;
    boolean classes = !preprocessing.classes().isEmpty();
    ShardedData.Times times = data.times();
    Manifest manifest =
        new Manifest(
            status,
            spec.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            result.epochs(),
            result.steps(),
            result.bestEpoch(),
            evaluated ? byName(validation) : null,
            evaluated && classes ? matrix(validation) : null,
            classes ? preprocessing.classes() : null,
            binary ? Double.valueOf(Threshold.probabilityOf(threshold)) : null,
            parameters.length,
            model.weightsSha256(),
            spec.seed(),
            isSplitByHash() ? provenance.splitSeed() : null,
            spec.shards(),
            kernels.kernel(),
            new Manifest.Data(
                data.fingerprint(),
                data.trainingRows(),
                data.validationRows(),
                table.droppedRows().getAsLong()),
            dropped.isEmpty()
                ? null
                : dropped.stream().map(preprocessing.inputNames()::get).toList(),
            new Manifest.Seconds(
                times.load(), times.shuffle(), times.fit(), times.encode(), seconds),
            provenance.versions());
    output.end(manifest.toJson());
    return manifest;
  }

  private double thresholdLogit(Evaluation validation) {
    ThresholdSection threshold = spec.training().threshold();
    if (threshold == null || (threshold.best() != null && validation.rows() == 0)) {
      return 0;
    }
    if (threshold.best() != null) {
      return threshold.best().logit(validation);
    }
    return Threshold.edge(Threshold.logitOf(threshold.probability()));
  }

  private Provenance provenance() {
    return new Provenance(
        spec.name(),
        spec.seed(),
        isSplitByHash() ? spec.data().validation().seed() : 0,
        spec.shards(),
        kernels.kernel(),
        data.fingerprint(),
        Versions.all(),
        spec.origin().toJson());
  }

  private boolean isSplitByHash() {
    ValidationSection validation = spec.data().validation();
    return validation != null && validation.fraction() != null;
  }

  private static Map<String, Double> byName(Evaluation evaluation) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<Metric, Double> entry : evaluation.values().entrySet()) {
      metrics.put(
          entry.getKey().label(), Double.isFinite(entry.getValue()) ? entry.getValue() : null);
    }
    return metrics;
  }

  private static List<List<Long>> matrix(Evaluation evaluation) {
    return Arrays.stream(evaluation.confusionMatrix())
        .map(row -> Arrays.stream(row).boxed().toList())
        .toList();
  }
}
