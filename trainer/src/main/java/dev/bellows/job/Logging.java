package dev.bellows.job;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Prints what Bellows itself logs, a line each. */
final class Logging {
  /** Held, since loggers that nobody holds are forgotten with their handlers. */
  private static final Logger BELLOWS = Logger.getLogger("dev.bellows");

  private Logging() {}

  /**
   * Sends the logs of Bellows to the standard error stream. The root logger is left alone: Spark
   * takes its handlers away.
   */
  static void install() {
    for (Handler handler : BELLOWS.getHandlers()) {
      BELLOWS.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setFormatter(new OneLine());
    console.setLevel(Level.ALL);
    BELLOWS.addHandler(console);
    BELLOWS.setUseParentHandlers(false);
  }

  /** {@code bellows: message}, with the level where it is a warning or worse. */
  static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      String level =
          record.getLevel().intValue() >= Level.WARNING.intValue()
              ? record.getLevel().getName().charAt(0)
                  + record.getLevel().getName().substring(1).toLowerCase(java.util.Locale.ROOT)
                  + ": "
              : "";
      return "bellows: " + level + formatMessage(record) + System.lineSeparator();
    }
  }
}
