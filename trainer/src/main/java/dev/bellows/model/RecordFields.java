package dev.bellows.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The components of a record as fields: {@code negativeSlope} is {@code negative-slope}. A record
 * is read from those fields that differ from a given one.
 */
public final class RecordFields {
  private RecordFields() {}

  /** The names of the fields of {@code record}, in order. */
  public static List<String> names(Object record) {
    return components(record).stream().map(RecordFields::name).toList();
  }

  /** Writes the fields that are not null into the object that was begun. */
  public static void write(Object record, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    for (RecordComponent component : components(record)) {
      Object value = value(component, record);
      if (value != null) {
        provider.defaultSerializeField(name(component), value, out);
      }
    }
  }

  /**
   * The record of the same class with the components that {@code fields} gives.
   *
   * @throws UnrecognizedPropertyException for a field that the record has not, unless the mapper
   *     skips those
   * @throws ValueInstantiationException if the record's constructor refuses
   */
  public static <T> T read(T standard, ObjectNode fields, DeserializationContext context)
      throws IOException {
    refuseOthers(standard, fields, context);
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components(standard)) {
      JsonNode field = fields.path(name(component));
      types.add(component.getType());
      values.add(
          field.isMissingNode() || field.isNull()
              ? value(component, standard)
              : value(component, field, context));
    }
    return construct(standard, types, values, context);
  }

  private static void refuseOthers(
      Object standard, ObjectNode fields, DeserializationContext context)
      throws JsonMappingException {
    List<String> known = names(standard);
    for (String name : (Iterable<String>) fields::fieldNames) {
      if (!known.contains(name)
          && context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
        throw UnrecognizedPropertyException.from(
            context.getParser(), standard.getClass(), name, List.copyOf(known));
      }
    }
  }

  private static Object value(
      RecordComponent component, JsonNode field, DeserializationContext context)
      throws IOException {
    try {
      return context.readTreeAsValue(field, context.constructType(component.getGenericType()));
    } catch (JsonMappingException e) {
      e.prependPath(component.getDeclaringRecord(), name(component));
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // the canonical constructor of T's class
  private static <T> T construct(
      T standard, List<Class<?>> types, List<Object> values, DeserializationContext context)
      throws JsonMappingException {
    Class<?> type = standard.getClass();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      constructor.setAccessible(true); // records need not be public
      return (T) constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw ValueInstantiationException.from(
          context.getParser(),
          e.getCause().getMessage(),
          context.constructType(type),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot construct " + type, e);
    }
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }

  private static List<RecordComponent> components(Object record) {
    return Arrays.asList(record.getClass().getRecordComponents());
  }

  private static String name(RecordComponent component) {
    return new KebabCaseStrategy().translate(component.getName());
  }
}
