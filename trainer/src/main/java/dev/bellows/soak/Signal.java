package dev.bellows.soak;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes. */
final class Signal {
  private static final int SECONDS = 10;

  private Signal() {}

  /**
   * Sends one.
   *
   * @param name without the SIG: {@code STOP}
   * @throws IllegalStateException if it does not arrive
   */
  static void send(String name, ProcessHandle to) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start();
      if (!kill.waitFor(SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("Cannot send SIG%s to %d".formatted(name, to.pid()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot send SIG%s to %d".formatted(name, to.pid()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot send SIG%s: interrupted".formatted(name), e);
    }
  }
}
