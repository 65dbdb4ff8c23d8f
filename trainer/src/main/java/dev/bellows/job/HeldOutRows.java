package dev.bellows.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellows.model.Provenance;
import java.nio.file.Path;

/** Whether the rows that a spec holds out are those that a model has not seen in training. */
final class HeldOutRows {
  private HeldOutRows() {}

  /**
   * Compares {@code data.validation} of both; where the model does not know its spec, the seeds of
   * the choice.
   *
   * @param file of the spec, for the message
   * @throws CommandException if training held out others
   */
  static void requireUnseen(Path file, JobSpec job, Provenance provenance) {
    JsonNode asked = validation(tree(job.origin().toJson()));
    JsonNode spec = tree(provenance.spec());
    if (spec.isObject()) {
      JsonNode trained = validation(spec);
      if (!asked.equals(trained)) {
        throw refusal(file, asked, trained);
      }
    } else if (asked.has("fraction") && asked.path("seed").longValue() != provenance.splitSeed()) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --held-out: %s chooses with seed %s, but the model was trained with split seed %d and may have seen these rows; add --set data.validation.seed=%d"
              .formatted(file, asked.path("seed"), provenance.splitSeed(), provenance.splitSeed()));
    }
  }

  private static CommandException refusal(Path file, JsonNode asked, JsonNode trained) {
    String wayOut =
        trained.isMissingNode()
            ? "evaluate other rows, without --held-out"
            : "name the spec of the training, or add --set 'data.validation=%s'".formatted(trained);
    return new CommandException(
        Status.SPEC,
        "Invalid --held-out: %s holds out %s, but the training of the model held out %s, so that it may have seen these rows; %s"
            .formatted(file, shown(asked), shown(trained), wayOut));
  }

  private static String shown(JsonNode validation) {
    return validation.isMissingNode() ? "no rows" : validation.toString();
  }

  private static JsonNode validation(JsonNode spec) {
    JsonNode validation = spec.path("data").path("validation");
    return validation.isNull() ? MissingNode.getInstance() : validation;
  }

  /** The tree of a spec; missing where there is none, or another program's text in its place. */
  private static JsonNode tree(String spec) {
    try {
      return spec == null ? MissingNode.getInstance() : new JsonMapper().readTree(spec);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
