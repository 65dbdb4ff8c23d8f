package dev.bellows.model;

import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.bellows.catalog.Catalog;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Losses;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Initializers;
import dev.bellows.nn.LayerSpec;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.Schedules;

/**
 * The values of the catalogs as JSON. One is a text, {@code "relu"}, or an object with those of its
 * constants that are not the default ones, {@code {"name": "leaky-relu", "negative-slope": 0.1}}.
 * What is written says all constants.
 */
public final class CatalogModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** A module that reads and writes the values of all catalogs. */
  public CatalogModule() {
    addDeserializer(Activation.class, new ActivationReader());
    addSerializer(new ActivationWriter());
    Pixels.addTo(this);
    addDeserializer(LayerSpec.class, new LayerReader());
    addSerializer(new LayerWriter());
    add(Initializer.class, Initializers.CATALOG);
    add(Loss.class, Losses.CATALOG);
    add(Optimizer.class, Optimizers.CATALOG);
    add(Schedule.class, Schedules.CATALOG);
  }

  private <T> void add(Class<T> type, Catalog<T> catalog) {
    addDeserializer(type, new CatalogReader<>(type, catalog));
    addSerializer(new CatalogWriter<>(type, catalog));
  }
}
