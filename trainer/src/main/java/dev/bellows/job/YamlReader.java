package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML into a tree and remembers the line of every field.
 *
 * <p>Plain scalars follow YAML 1.2: only {@code true} and {@code false} are booleans, so that
 * {@code positive: Yes} is the text it looks like. A field without a value is as good as absent.
 */
final class YamlReader {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SpecDocument document;
  private final Deque<Node> open = new ArrayDeque<>();

  private YamlReader(SpecDocument document) {
    this.document = document;
  }

  /**
   * Reads a file.
   *
   * @param name of the file, as messages give it
   * @throws SpecException if {@code text} is no YAML, or no fields
   */
  static SpecDocument read(String name, Reader text) {
    SpecDocument document = new SpecDocument(name, NODES.objectNode());
    Node node = compose(name, text);
    if (node == null) {
      throw new SpecException("Invalid job spec %s: it is empty".formatted(name));
    }
    if (!(node instanceof MappingNode fields)) {
      throw new SpecException(
          "Invalid job spec %s: it is no list of fields, such as data: and network:"
              .formatted(name));
    }
    new YamlReader(document).fill(document.root(), fields, "");
    return document;
  }

  /**
   * The value of an override.
   *
   * @param name of the override, for the message
   * @throws SpecException if {@code text} is no YAML
   */
  static JsonNode value(String name, String text) {
    Node node = compose(name, new StringReader(text));
    SpecDocument scratch = new SpecDocument(name, NODES.objectNode());
    JsonNode value = node == null ? NODES.nullNode() : new YamlReader(scratch).convert(node, "");
    if (!scratch.errors().isEmpty()) {
      throw new SpecException(scratch.errors());
    }
    return value;
  }

  /** {@code text} as a YAML scalar that is a text whatever it looks like. */
  static String quoted(String text) {
    return NODES.textNode(text).toString();
  }

  private static Node compose(String name, Reader text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String where = mark == null ? name : "%s line %d".formatted(name, mark.getLine() + 1);
      throw new SpecException(
          "Invalid YAML (%s): %s%s".formatted(where, context(e), e.getProblem()));
    } catch (YAMLException e) {
      throw new SpecException("Invalid YAML (%s): %s".formatted(name, e.getMessage()));
    }
  }

  /** What was being read, and where that began if it was not in the same line. */
  private static String context(MarkedYAMLException e) {
    if (e.getContext() == null) {
      return "";
    }
    Mark begin = e.getContextMark();
    boolean before =
        begin != null
            && e.getProblemMark() != null
            && begin.getLine() < e.getProblemMark().getLine();
    return e.getContext()
        + (before ? " that begins in line %d, ".formatted(begin.getLine() + 1) : ", ");
  }

  private JsonNode convert(Node node, String path) {
    if (open.contains(node)) {
      document.wrong("Invalid alias", path, "it contains itself");
      return NODES.nullNode();
    }
    open.push(node);
    try {
      if (node instanceof ScalarNode scalar) {
        return scalar(scalar);
      }
      if (node instanceof SequenceNode sequence) {
        ArrayNode list = NODES.arrayNode();
        for (Node element : sequence.getValue()) {
          String elementPath = path + "." + list.size();
          document.origin().at(elementPath, line(element));
          list.add(named(element, convert(element, elementPath)));
        }
        return list;
      }
      ObjectNode fields = NODES.objectNode();
      fill(fields, (MappingNode) node, path + ".");
      return fields;
    } finally {
      open.pop();
    }
  }

  /** In a list, {@code - dense:} is a name without fields, where elsewhere it would be nothing. */
  private static JsonNode named(Node element, JsonNode value) {
    if (element instanceof MappingNode fields
        && fields.getValue().size() == 1
        && value instanceof ObjectNode object
        && object.isEmpty()
        && fields.getValue().get(0).getKeyNode() instanceof ScalarNode key) {
      object.set(key.getValue(), NODES.objectNode());
    }
    return value;
  }

  private void fill(ObjectNode into, MappingNode from, String prefix) {
    Map<String, Integer> seen = new HashMap<>();
    for (NodeTuple tuple : from.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : key.toString();
      String path = prefix + name;
      Integer first = seen.putIfAbsent(name, line(key));
      document.origin().at(path, line(key));
      if (first != null) {
        document.wrong("Duplicate field", path, "line %d has it already".formatted(first));
        continue;
      }
      JsonNode value = convert(tuple.getValueNode(), path);
      if (!value.isNull()) {
        into.set(name, value);
      }
    }
  }

  private static JsonNode scalar(ScalarNode scalar) {
    JsonNodeFactory nodes = NODES;
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return nodes.textNode(text);
    }
    if (NOTHING.matcher(text).matches()) {
      return nodes.nullNode();
    }
    if (text.equals("true") || text.equals("false")) {
      return nodes.booleanNode(text.equals("true"));
    }
    if (INTEGER.matcher(text).matches()) {
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Long.SIZE
          ? nodes.numberNode(number.longValue())
          : nodes.numberNode(number);
    }
    if (DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      // As it is written, so that messages show it so.
      return DecimalNode.valueOf(new BigDecimal(text));
    }
    return nodes.textNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
