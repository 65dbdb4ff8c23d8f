package dev.bellows.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.bellows.model.CatalogModule;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;

/** Turns a complete tree into records: fields and constants are written with hyphens. */
final class SpecMapper {
  private SpecMapper() {}

  /**
   * @param origin of the spec that will be read
   */
  static JsonMapper create(SpecOrigin origin) {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .addModule(new CatalogModule())
        .addModule(
            new SimpleModule()
                .addDeserializer(Duration.class, new FromText<>(Duration.class, Durations::parse))
                .addDeserializer(
                    LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse)))
        .injectableValues(new InjectableValues.Std().addValue(SpecOrigin.class, origin))
        .build();
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1;
    private final transient Function<String, T> parse;

    FromText(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return parse.apply(parser.getText());
    }
  }
}
