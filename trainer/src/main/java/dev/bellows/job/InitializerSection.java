package dev.bellows.job;

/**
 * What draws a layer's initial weights.
 *
 * @param name which one
 * @param standardDeviation of the normal one; null for the others
 */
public record InitializerSection(Name name, Double standardDeviation) {

  /** The initializers, by their names in a spec. */
  public enum Name {
    GLOROT,
    HE,
    NORMAL
  }
}
