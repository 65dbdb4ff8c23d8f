package dev.bellows.job;

/** Finds what only several fields of a spec together tell to be wrong. */
final class SpecChecks {
  private SpecChecks() {}

  /** Adds what is wrong to the document's errors; what rests on a wrong field is left alone. */
  static void check(JobSpec spec, SpecDocument document) {
    if (!document.isWrong("data.source")) {
      SourceChecks.check(spec.data().source(), document);
    }
    if (!document.isWrong("data.label")) {
      new DataChecks(spec, document).check();
    }
    if (!document.isWrong("network")) {
      new NetworkChecks(spec, document).check();
    }
    new TrainingChecks(spec, document).check();
  }
}
