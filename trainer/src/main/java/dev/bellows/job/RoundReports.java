package dev.bellows.job;

import dev.bellows.round.RoundListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells the user what became of rounds: who computes, what was lost, what is done again. */
final class RoundReports implements RoundListener {
  private final PrintWriter console;
  private int executors;
  private int cores;
  private long bytesOnDisk;

  RoundReports(PrintWriter console) {
    this.console = console;
  }

  @Override
  public void onDealt(int dealtExecutors, int dealtCores, long dealtOnDisk) {
    if (dealtExecutors != executors || dealtCores != cores) {
      executors = dealtExecutors;
      cores = dealtCores;
      tell("%,d cores of %,d executors compute".formatted(cores, executors));
    }
    if (dealtOnDisk != bytesOnDisk) {
      bytesOnDisk = dealtOnDisk;
      tell(
          String.format(
              Locale.ROOT, "%,.1f MiB of rows are read from disks", bytesOnDisk / 0x1p20));
    }
  }

  @Override
  public void onLost(String reason) {
    tell("Going on after a loss: " + reason);
  }

  @Override
  public void onNotRestored(String reason) {
    tell("Trying again: " + reason);
  }

  @Override
  public void onRepeated(long step) {
    tell("Step %,d is computed again".formatted(step));
  }

  private void tell(String line) {
    console.printf(Locale.ROOT, "%s%n", line);
    console.flush();
  }
}
