package dev.bellows.explain;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.Permutation;
import dev.bellows.data.Purpose;
import dev.bellows.data.Row;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.model.Evaluated;
import dev.bellows.model.Model;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much worse a model gets when the values of one column are permuted among the rows, so that
 * they say nothing any more (Breiman, 2001; Fisher, Rudin and Dominici, 2019). Of two columns that
 * say the same, each seems to matter little.
 */
public final class PermutationImportance {
  private final Model model;
  private final List<Row> rows;
  private final Columns columns;
  private final Metric metric;
  private final int repeats;
  private final long seed;
  private final double intact;

  private PermutationImportance(
      Model model, List<Row> rows, Metric metric, int repeats, long seed) {
    this.model = model;
    this.rows = rows;
    this.columns = model.preprocessing().fitted().rowColumns();
    this.metric = metric;
    this.repeats = repeats;
    this.seed = seed;
    this.intact = value(rows.iterator());
  }

  /**
   * A column's importance.
   *
   * @param column of the source
   * @param importance how much worse the metric gets, the mean over the repetitions; near 0, or
   *     below, where the column does not matter
   * @param deviation of the repetitions; 0 where there is one
   */
  public record Importance(String column, double importance, double deviation) {}

  /**
   * The importance of each feature column, the largest first.
   *
   * @param rows labelled, with the model's columns
   * @param metric one that the model's problem has
   * @param repeats permutations of each column, at least 1
   * @param seed of the permutations
   */
  public static List<Importance> of(
      Model model, List<Row> rows, Metric metric, int repeats, long seed) {
    PermutationImportance importance =
        new PermutationImportance(model, rows, metric, repeats, seed);
    return importance.columns.with(Column.Role.FEATURE).parallelStream()
        .map(importance::column)
        .sorted(
            Comparator.comparingDouble(Importance::importance)
                .reversed()
                .thenComparing(Importance::column))
        .toList();
  }

  private Importance column(int column) {
    double[] losses =
        IntStream.range(0, repeats).mapToDouble(repeat -> loss(column, repeat)).toArray();
    double mean = 0;
    for (double loss : losses) {
      mean += loss / repeats;
    }
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    double deviation = repeats == 1 ? 0 : Math.sqrt(squares / (repeats - 1));
    return new Importance(columns.get(column).name(), mean, deviation);
  }

  /** How much worse the metric is with {@code column} permuted. */
  private double loss(int column, int repeat) {
    Permutation order = new Permutation(rows.size(), Purpose.IMPORTANCE.key(seed, column, repeat));
    int slot = columns.slot(column);
    boolean number = columns.get(column).kind() == Column.Kind.NUMERIC;
    Iterator<Row> permuted =
        IntStream.range(0, rows.size())
            .mapToObj(
                i -> {
                  Row row = rows.get(i);
                  Row other = rows.get(order.apply(i));
                  return number ? row.withNumberOf(slot, other) : row.withTextOf(slot, other);
                })
            .iterator();
    return metric.worsening(intact, value(permuted));
  }

  private double value(Iterator<Row> labelled) {
    Evaluation evaluation = Evaluated.of(model, labelled).evaluation();
    boolean decides = model.classes().size() == 2 && model.network().outputs() == 1;
    return (decides ? evaluation.atThreshold(model.thresholdLogit()) : evaluation).value(metric);
  }
}
