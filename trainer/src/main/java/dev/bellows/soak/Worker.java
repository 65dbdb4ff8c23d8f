package dev.bellows.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A worker of a {@link StandaloneCluster}, and the executors that it has started. */
final class Worker {
  private final WorkerSpec spec;
  private final ChildJvm process;
  private final Path blocks;

  /**
   * @param blocks the folder of what its executors store: shuffle files, cached blocks
   */
  Worker(WorkerSpec spec, ChildJvm process, Path blocks) {
    this.spec = spec;
    this.process = process;
    this.blocks = blocks;
  }

  WorkerSpec spec() {
    return spec;
  }

  ChildJvm process() {
    return process;
  }

  boolean isAlive() {
    return process.handle().isAlive();
  }

  /** The executors that live. */
  List<ExecutorProcess> executors() {
    return process
        .handle()
        .descendants()
        .map(ExecutorProcess::of)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Freezes the worker and its executors, as a machine that is paused. */
  void freeze() {
    signal("STOP");
  }

  /** Wakes them: the executors first, before the worker hears that it should end them. */
  void wake() {
    signal("CONT");
  }

  private void signal(String name) {
    executors().forEach(executor -> executor.signal(name));
    Signal.send(name, process.handle());
  }

  /** Ends it and its executors at once, and deletes what these stored, as a machine that dies. */
  void destroy() {
    process.kill();
    try {
      Folders.delete(blocks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
