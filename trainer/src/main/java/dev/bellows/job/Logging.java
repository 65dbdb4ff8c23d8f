package dev.bellows.job;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Prints what Bellows itself logs, a line each, and keeps libraries quiet. */
final class Logging {
  /** Held, since loggers that nobody holds are forgotten with their handlers. */
  private static final Logger BELLOWS = Logger.getLogger("dev.bellows");

  private static final String LOG4J_CONFIGURATION = "log4j2.configurationFile";

  private Logging() {}

  /**
   * Sends the logs of Bellows to the standard error stream. The root logger is left alone: Spark
   * takes its handlers away. To be called before any library says its first word: log4j reads its
   * configuration once.
   */
  static void install() {
    quietLog4j();
    for (Handler handler : BELLOWS.getHandlers()) {
      BELLOWS.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    try {
      console.setEncoding(StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Cannot log: this Java has no UTF-8", e);
    }
    console.setFormatter(new OneLine());
    console.setLevel(Level.ALL);
    BELLOWS.addHandler(console);
    BELLOWS.setUseParentHandlers(false);
  }

  /** Spark speaks only when something is wrong, unless the user or spark-submit configured logs. */
  private static void quietLog4j() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    boolean configured =
        Stream.of(LOG4J_CONFIGURATION, "log4j.configurationFile", "spark.master")
                .anyMatch(property -> System.getProperty(property) != null)
            || Stream.of("properties", "xml", "yaml", "yml", "json", "jsn")
                .anyMatch(
                    type ->
                        loader.getResource("log4j2." + type) != null
                            || loader.getResource("log4j2-test." + type) != null);
    if (!configured) {
      System.setProperty(LOG4J_CONFIGURATION, "classpath:dev/bellows/job/log4j2.properties");
    }
  }

  /** {@code bellows: message}, with the level where it is a warning or worse. */
  static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      String level =
          record.getLevel().intValue() >= Level.WARNING.intValue()
              ? record.getLevel().getName().charAt(0)
                  + record.getLevel().getName().substring(1).toLowerCase(Locale.ROOT)
                  + ": "
              : "";
      return "bellows: " + level + formatMessage(record) + System.lineSeparator();
    }
  }
}
