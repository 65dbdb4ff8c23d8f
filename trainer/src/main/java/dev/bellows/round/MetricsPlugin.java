package dev.bellows.round;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows rounds to Spark's metrics system, and so to Prometheus or any other of its sinks: {@code
 * spark.plugins=dev.bellows.round.MetricsPlugin}. The driver counts {@code deals} of shards, {@code
 * losses}, {@code repeated-steps} and {@code steps}, and of each executor {@code
 * executor.ID.compute} and {@code executor.ID.wait}, timers of its steps, and the bytes {@code
 * executor.ID.received} and {@code executor.ID.sent}.
 */
public final class MetricsPlugin implements SparkPlugin {
  /** Spark makes the plugin, and hands it to nobody: here engines find what it was given. */
  private static final AtomicReference<MetricRegistry> REGISTRY = new AtomicReference<>();

  /** Where to count, or null if the plugin is not on. */
  static MetricRegistry registry() {
    return REGISTRY.get();
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new OnDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return null; // the driver knows all
  }

  /** The part that runs on the driver. */
  private static final class OnDriver implements DriverPlugin {
    private MetricRegistry registry;

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
      registry = plugin.metricRegistry();
      return Map.of();
    }

    @Override
    public void registerMetrics(String application, PluginContext plugin) {
      RoundMetrics.NAMES.forEach(registry::counter); // Spark does not look at an empty registry
      REGISTRY.set(registry);
    }

    @Override
    public void shutdown() {
      REGISTRY.compareAndSet(registry, null);
    }
  }
}
