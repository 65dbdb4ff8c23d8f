package dev.bellows.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.explain.IntegratedGradients.Contribution;
import dev.bellows.explain.PermutationImportance.Importance;
import dev.bellows.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a model's answers depend on, for people and for programs.
 *
 * @param rows looked at
 * @param metric of the importances
 * @param importances of the columns, the largest first
 * @param contributions of the columns
 */
record Explanation(
    int rows, Metric metric, List<Importance> importances, List<Contribution> contributions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Inputs of a column that are shown, of those with the largest contributions. */
  private static final int SHOWN = 3;

  /** A table, a line for each column. */
  String text() {
    Map<String, Contribution> byColumn =
        contributions.stream().collect(Collectors.toMap(Contribution::column, Function.identity()));
    int width = importances.stream().mapToInt(i -> i.column().length()).max().orElse(0);
    width = Math.max(width, "column".length());
    StringBuilder text = new StringBuilder();
    String head = "%-" + width + "s  %10s  %8s  %12s  %s%n";
    text.append(
        String.format(Locale.ROOT, head, "column", "importance", "±", "contribution", "where"));
    for (Importance importance : importances) {
      Contribution contribution = byColumn.get(importance.column());
      text.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %10.5f  %8.5f  %12s  %s%n",
              importance.column(),
              importance.importance(),
              importance.deviation(),
              contribution == null ? "" : String.format(Locale.ROOT, "%.4f", contribution.size()),
              contribution == null ? "" : inputs(contribution)));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%nof %,d rows; importance: how much worse %s gets when the column is permuted;%n"
                + "contribution: the mean size of its integrated gradients, and what its largest inputs add%n",
            rows,
            metric.label()));
    return text.toString();
  }

  /** The largest inputs: {@code Contract=Two year −1.20, …}. */
  private static String inputs(Contribution contribution) {
    return contribution.inputs().entrySet().stream()
        .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(Math.abs(b), Math.abs(a))))
        .limit(SHOWN)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s %+.3f",
                    entry.getKey().equals(contribution.column())
                        ? "above its mean"
                        : entry
                            .getKey()
                            .substring(
                                Math.min(
                                    entry.getKey().length(), contribution.column().length() + 1)),
                    entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** One JSON object. */
  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("rows", rows).put("metric", metric.label());
    ObjectNode importance = root.putObject("permutation-importance");
    for (Importance column : importances) {
      importance
          .putObject(column.column())
          .put("mean", column.importance())
          .put("deviation", column.deviation());
    }
    ObjectNode gradients = root.putObject("integrated-gradients");
    for (Contribution column : contributions) {
      gradients
          .putObject(column.column())
          .put("size", column.size())
          .set("inputs", JSON.valueToTree(column.inputs()));
    }
    return root.toPrettyString() + "\n";
  }
}
