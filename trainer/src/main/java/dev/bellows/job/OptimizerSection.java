package dev.bellows.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.optim.Optimizer;
import java.io.IOException;

/**
 * The update rule and its learning rate, which in a spec stand side by side.
 *
 * @param rule with its constants
 * @param learningRate before the schedule; default {@link Optimizer#usualLearningRate}
 */
@JsonDeserialize(using = OptimizerSection.Reader.class)
public record OptimizerSection(Optimizer rule, double learningRate) {

  static final class Reader extends StdDeserializer<OptimizerSection> {
    private static final long serialVersionUID = 1;
    private static final String LEARNING_RATE = "learning-rate";

    Reader() {
      super(OptimizerSection.class);
    }

    @Override
    public OptimizerSection deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      ObjectNode fields = context.readTreeAsValue(context.readTree(parser), ObjectNode.class);
      JsonNode rate = fields.path(LEARNING_RATE);
      Optimizer rule =
          context.readTreeAsValue(fields.deepCopy().without(LEARNING_RATE), Optimizer.class);
      return new OptimizerSection(
          rule, rate.isNumber() ? rate.doubleValue() : rule.usualLearningRate());
    }
  }
}
