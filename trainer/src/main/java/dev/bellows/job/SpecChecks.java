package dev.bellows.job;

/** Finds what only several fields of a spec together tell to be wrong. */
final class SpecChecks {
  private SpecChecks() {}

  static void check(JobSpec spec, SpecDocument document) {}
}
