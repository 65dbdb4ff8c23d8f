package dev.bellows.job;

/**
 * How the learning rate falls.
 *
 * @param name which way
 * @param factor for {@code step}; null elsewhere
 * @param every a fraction of the run, for {@code step}; null elsewhere
 * @param floor the last factor, for {@code cosine}; null elsewhere
 */
public record ScheduleSection(Name name, Double factor, Double every, Double floor) {

  /** The schedules, by their names in a spec. */
  public enum Name {
    CONSTANT,
    STEP,
    COSINE
  }
}
