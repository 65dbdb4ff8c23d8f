package dev.bellows.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns a complete tree into records. What fits the schema may still not fit its record: a field
 * that only others of the kind have, or constants that do not go together. That is reported and
 * taken out of the tree, until the rest fits.
 */
final class SpecBinder {
  private final SpecSchema schema;
  private final SpecDocument document;
  private final JsonMapper mapper;

  SpecBinder(SpecSchema schema, SpecDocument document) {
    this.schema = schema;
    this.document = document;
    this.mapper = SpecMapper.create(document.origin());
  }

  JobSpec bind() {
    while (true) {
      try {
        return mapper.treeToValue(document.root(), JobSpec.class);
      } catch (UnrecognizedPropertyException e) {
        takeOutForeign(path(e), e.getPropertyName(), e.getKnownPropertyIds());
      } catch (ValueInstantiationException e) {
        takeOutRefused(path(e), e);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "Cannot turn a spec that fits its schema into records: " + e.getOriginalMessage(), e);
      }
    }
  }

  /** A field that only others of the kind have. */
  private void takeOutForeign(List<String> path, String field, Collection<Object> known) {
    List<String> section = path.subList(0, path.size() - 1);
    ObjectNode owner = (ObjectNode) SchemaCheck.at(document.root(), section);
    String name = owner.path("name").asText(section.get(section.size() - 1));
    String fields = known.stream().map(String::valueOf).collect(Collectors.joining(", "));
    document.invalid(
        String.join(".", path),
        "%s takes %s; leave it out".formatted(name, fields.isEmpty() ? "no constants" : fields));
    owner.remove(field);
  }

  /** Constants that a constructor refuses. */
  private void takeOutRefused(List<String> path, ValueInstantiationException refusal) {
    if (path.isEmpty()) {
      throw new IllegalStateException("Cannot turn a spec into records", refusal);
    }
    document.invalid(String.join(".", path), refusal.getOriginalMessage());
    new SchemaCheck(schema).remove(document.root(), path);
    new SpecCompletion(schema).complete(document.root());
  }

  private static List<String> path(JsonMappingException error) {
    return error.getPath().stream().map(SpecBinder::name).toList();
  }

  private static String name(Reference step) {
    return step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
  }
}
