package dev.bellows.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.UnseenCategories;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.model.Model;
import java.util.List;
import java.util.Locale;

/** What an evaluation found, for people and for programs. */
final class EvaluationReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> classes;
  private final Evaluation evaluation;
  private final UnseenCategories unseen;
  private final long dropped;

  /**
   * @param unseen categories of the rows
   * @param dropped rows that could not be read
   */
  EvaluationReport(Model model, Evaluation evaluation, UnseenCategories unseen, long dropped) {
    boolean decides = model.loss().problem() == Problem.BINARY;
    this.classes = model.classes();
    this.evaluation = decides ? evaluation.atThreshold(model.thresholdLogit()) : evaluation;
    this.unseen = unseen;
    this.dropped = dropped;
  }

  /** Lines of a name and a number. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "rows", String.format(Locale.ROOT, "%,d", evaluation.rows()));
    if (dropped > 0) {
      line(text, "dropped", String.format(Locale.ROOT, "%,d", dropped));
    }
    evaluation
        .values()
        .forEach(
            (metric, value) ->
                line(text, metric.label(), String.format(Locale.ROOT, "%.6g", value)));
    if (!classes.isEmpty()) {
      matrix(text);
    }
    unseen
        .byColumn()
        .forEach(
            (column, rows) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%,d rows have a category in column '%s' that training had not\n",
                        rows,
                        column)));
    return text.toString();
  }

  private void matrix(StringBuilder text) {
    long[][] matrix = evaluation.confusionMatrix();
    int width = 10;
    for (String name : classes) {
      width = Math.max(width, name.length() + 2);
    }
    text.append("\nrows by actual class (down) and predicted class\n");
    text.append(" ".repeat(width));
    for (String name : classes) {
      text.append(" ".repeat(width - name.length())).append(name);
    }
    text.append('\n');
    for (int i = 0; i < matrix.length; i++) {
      text.append(classes.get(i)).append(" ".repeat(width - classes.get(i).length()));
      for (long count : matrix[i]) {
        String number = String.format(Locale.ROOT, "%,d", count);
        text.append(" ".repeat(Math.max(1, width - number.length()))).append(number);
      }
      text.append('\n');
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name)
        .append(" ".repeat(Math.max(1, 12 - name.length())))
        .append(value)
        .append('\n');
  }

  /** One JSON object. */
  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("rows", evaluation.rows()).put("dropped-rows", dropped);
    ObjectNode metrics = root.putObject("metrics");
    evaluation
        .values()
        .forEach(
            (metric, value) -> metrics.put(metric.label(), Double.isFinite(value) ? value : null));
    if (!classes.isEmpty()) {
      root.set("classes", JSON.valueToTree(classes));
      ArrayNode matrix = root.putArray("confusion-matrix");
      for (long[] row : evaluation.confusionMatrix()) {
        matrix.add(JSON.valueToTree(row));
      }
    }
    root.set("unseen-categories", JSON.valueToTree(unseen.byColumn()));
    return root.toPrettyString() + "\n";
  }
}
