package dev.bellows.loss;

/** What kind of target a loss is for, and so which metrics make sense. */
public enum Problem {
  /** Any number a target; as many targets as outputs. */
  REGRESSION,
  /** 0 or 1 a target; as many targets as outputs. */
  BINARY,
  /** One target, the index of the class; as many outputs as classes. */
  MULTICLASS
}
