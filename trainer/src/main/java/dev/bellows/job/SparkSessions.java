package dev.bellows.job;

import java.util.logging.Logger;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The SparkSession of a command. One that exists is used and never stopped; otherwise one is
 * started, as {@link SparkSettings} say, and stopped at the end.
 */
final class SparkSessions implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SparkSessions.class.getName());

  private final SparkSession session;
  private final boolean own;

  private SparkSessions(SparkSession session, boolean own) {
    this.session = session;
    this.own = own;
  }

  /**
   * Opens the session.
   *
   * @param name of the application, where the user gave none
   */
  static SparkSessions open(SparkOptions options, String name) {
    SparkSession existing = existing();
    if (existing != null) {
      if (options.master() != null || !options.settings().isEmpty()) {
        LOG.info("--master and --conf are not used: a Spark session is there already");
      }
      return new SparkSessions(existing, false);
    }
    // A context without a session is somebody's, too.
    boolean own = SparkEnv.get() == null;
    SparkSession.Builder builder = SparkSession.builder();
    SparkSettings.of(options, name, System::getProperty).forEach(builder::config);
    return new SparkSessions(builder.getOrCreate(), own);
  }

  SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    if (own) {
      session.stop();
    }
  }

  private static SparkSession existing() {
    Option<SparkSession> active = SparkSession.getActiveSession();
    Option<SparkSession> found = active.isDefined() ? active : SparkSession.getDefaultSession();
    return found.isDefined() && !found.get().sparkContext().isStopped() ? found.get() : null;
  }
}
