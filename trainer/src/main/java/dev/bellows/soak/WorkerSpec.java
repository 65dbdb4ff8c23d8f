package dev.bellows.soak;

import java.util.Map;

/**
 * What a worker offers.
 *
 * @param host its address on this machine: all of 127.0.0.0/8 is, on Linux
 * @param cores of all its executors together
 * @param environment that its executors inherit
 */
public record WorkerSpec(String host, int cores, Map<String, String> environment) {
  static final String LOCALHOST = "127.0.0.1";

  public WorkerSpec {
    environment = Map.copyOf(environment);
    if (cores < 1) {
      throw new IllegalArgumentException("Invalid cores: %d: must be ≥ 1".formatted(cores));
    }
  }

  /** A worker of so many cores. */
  public static WorkerSpec ofCores(int cores) {
    return new WorkerSpec(LOCALHOST, cores, Map.of());
  }

  /** The same, with {@code environment}. */
  public WorkerSpec withEnvironment(Map<String, String> more) {
    return new WorkerSpec(host, cores, more);
  }

  /** The same, at another address. */
  WorkerSpec at(String other) {
    return new WorkerSpec(other, cores, environment);
  }
}
