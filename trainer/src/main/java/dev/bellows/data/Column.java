package dev.bellows.data;

import java.io.Serializable;

/**
 * A column of the source that the job uses.
 *
 * @param name as the source names it
 * @param kind how its values are read
 * @param role what they are for
 */
public record Column(String name, Kind kind, Role role) implements Serializable {
  /**
   * How values are read: the spec decides, or the source's type; never what a reader inferred from
   * a part.
   */
  public enum Kind {
    /** A number; NaN where it is missing. */
    NUMERIC,
    /** A text that names a category; null where it is missing. */
    CATEGORICAL,
    /** A text to be read word by word or character by character; null where it is missing. */
    TEXT,
    /** The bytes of a picture's file. */
    IMAGE
  }

  /** What a column is for. */
  public enum Role {
    FEATURE,
    LABEL,
    WEIGHT
  }
}
