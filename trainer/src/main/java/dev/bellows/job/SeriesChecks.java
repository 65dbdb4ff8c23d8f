package dev.bellows.job;

import dev.bellows.data.InputSpec.ShortHistory;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec.MissingCategory;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Masking;
import dev.bellows.spark.SourceSpec.BadRows;
import java.util.List;

/** Whether windows of a series go together with label, split and network. */
final class SeriesChecks {
  private static final String SERIES = "data.features.series.";
  private final JobSpec spec;
  private final SeriesSection series;
  private final SpecDocument document;

  SeriesChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.series = spec.data().features().series();
    this.document = document;
  }

  void check() {
    size();
    validation(spec.data().validation());
    missing(spec.data().features().missing());
    shortHistory();
    if (spec.data().source() != null && spec.data().source().badRows() == BadRows.DROP) {
      document.invalid(
          "data.source.bad-rows",
          "drop",
          "the rows around a bad one would become neighbours; mend it, or select with a query");
    }
  }

  private void size() {
    if (series.columns().isEmpty()) {
      document.invalid(SERIES + "columns", List.of(), "a step needs one number at least");
    }
    long inputs = (long) series.steps() * series.columns().size();
    if (inputs > Preprocessing.MAX_INPUTS) {
      document.invalid(
          SERIES + "steps",
          series.steps(),
          "that is %,d inputs; a row has at most %,d".formatted(inputs, Preprocessing.MAX_INPUTS));
    }
    if (series.group().contains(series.order())) {
      document.invalid(
          SERIES + "order", series.order(), "it is in group already; each series would be one row");
    }
  }

  /** Windows overlap: what is held out at random has been seen in training but for a step. */
  private void validation(ValidationSection validation) {
    if (validation == null || document.isWrong("data.validation")) {
      return;
    }
    String wayOut = wayOut();
    List<String> key = validation.key();
    if (validation.fraction() != null && key.isEmpty()) {
      document.invalid(
          "data.validation.fraction",
          validation.fraction(),
          "windows overlap, so that training would see the held out ones; " + wayOut);
    } else if (!series.group().containsAll(key)) {
      document.invalid(
          "data.validation.key", key, "it would tear a series whose windows overlap; " + wayOut);
    }
    if (validation.last() != null) {
      document.invalid(
          "data.validation.last", validation.last(), "windows have no order as a whole; " + wayOut);
    }
    if (validation.column() != null && !series.group().contains(validation.column())) {
      column(validation, wayOut);
    }
  }

  /** Time splits a series where what is learnt lies after the window; any other column tears it. */
  private void column(ValidationSection validation, String wayOut) {
    if (validation.after() == null || !validation.column().equals(series.order())) {
      document.invalid(
          "data.validation.column",
          validation.column(),
          "it may tear a series whose windows overlap; name it under group if it marks whole series, or "
              + wayOut);
    } else if (spec.data().label().reconstruct()) {
      document.invalid(
          "data.validation.after",
          validation.after(),
          "the first windows held out would reconstruct rows that training saw; " + wayOut);
    }
  }

  private String wayOut() {
    String whole = "whole series by key: %s".formatted(series.group());
    if (spec.data().label().reconstruct()) {
      return series.group().isEmpty() ? "leave validation out" : "hold out " + whole;
    }
    return "hold out %sthe time after a date: {column: %s, after: 2024-12-31}"
        .formatted(series.group().isEmpty() ? "" : whole + ", or ", series.order());
  }

  private void missing(MissingSection missing) {
    if (missing.indicator()) {
      document.invalid(
          "data.features.missing.indicator", true, "steps have no place for it; leave it out");
    }
    if (missing.category() != MissingCategory.OWN) {
      document.invalid(
          "data.features.missing.category",
          Names.of(missing.category()),
          "the columns of a series are numbers; leave it out");
    }
  }

  private void shortHistory() {
    if (series.shortHistory() == ShortHistory.SKIP) {
      return;
    }
    List<LayerSpec> network = spec.network();
    if (network != null && !network.isEmpty() && !(network.get(0) instanceof Masking.Spec)) {
      document.invalid(
          SERIES + "short-history",
          "pad",
          "the first layer must be masking, which tells padding from steps");
    }
    if (spec.data().label().reconstruct()) {
      document.invalid(SERIES + "short-history", "pad", "padding is no number to learn; say skip");
    }
  }
}
