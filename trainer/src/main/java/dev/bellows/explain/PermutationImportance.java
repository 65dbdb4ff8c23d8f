package dev.bellows.explain;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Permutation;
import dev.bellows.data.Purpose;
import dev.bellows.data.Row;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.model.Evaluated;
import dev.bellows.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return importance.features().entrySet().parallelStream()
        .map(feature -> importance.column(feature.getKey(), feature.getValue()))
        .sorted(
            Comparator.comparingDouble(Importance::importance)
                .reversed()
                .thenComparing(Importance::column))
        .toList();
  }

  /** The features, and where their values are: those of a series are at every step. */
  private Map<String, List<Integer>> features() {
    List<Integer> all = columns.with(Column.Role.FEATURE);
    Map<String, List<Integer>> features = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      String name =
          model.preprocessing().fitted().spec().inputs() instanceof InputSpec.Series series
              ? series.columns().get(i % series.columns().size())
              : columns.get(all.get(i)).name();
      features.computeIfAbsent(name, any -> new ArrayList<>()).add(all.get(i));
    }
    return features;
  }

  private Importance column(String name, List<Integer> places) {
    double[] losses =
        IntStream.range(0, repeats).mapToDouble(repeat -> loss(places, repeat)).toArray();
    double mean = 0;
    for (double loss : losses) {
      mean += loss / repeats;
    }
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    double deviation = repeats == 1 ? 0 : Math.sqrt(squares / (repeats - 1));
    return new Importance(name, mean, deviation);
  }

  /** How much worse the metric is with the columns {@code places} permuted, all alike. */
  private double loss(List<Integer> places, int repeat) {
    long key = Purpose.IMPORTANCE.key(seed, places.get(0), repeat);
    Permutation order = new Permutation(rows.size(), key);
    Iterator<Row> permuted =
        IntStream.range(0, rows.size())
            .mapToObj(i -> exchanged(rows.get(i), rows.get(order.apply(i)), places))
            .iterator();
    return metric.worsening(intact, value(permuted));
  }

  private Row exchanged(Row row, Row other, List<Integer> places) {
    int[] slots = places.stream().mapToInt(columns::slot).toArray();
    return columns.get(places.get(0)).kind() == Column.Kind.NUMERIC
        ? row.withNumbersOf(slots, other)
        : row.withTextOf(slots[0], other);
  }

  private double value(Iterator<Row> labelled) {
    Evaluation evaluation = Evaluated.of(model, labelled).evaluation();
    boolean decides = model.classes().size() == 2 && model.network().outputs() == 1;
    return (decides ? evaluation.atThreshold(model.thresholdLogit()) : evaluation).value(metric);
  }
}
