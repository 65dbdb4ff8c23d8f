package dev.bellows.model;

import dev.bellows.data.Row;
import dev.bellows.data.UnseenCategories;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Predicts with a {@link Model}. It belongs to one thread at a time and keeps its buffers; any
 * number of scorers share the model's weights.
 */
public final class Scorer {
  private final Model model;
  private final Workspace workspace;
  private final RowMapper mapper;
  private final UnseenCategories unseen;
  private final int layer;
  private float[] inputs = new float[0];

  /**
   * @param layer whose outputs scores are to tell; −1 for none
   */
  Scorer(Model model, int layer) {
    this.model = model;
    this.layer = layer;
    this.workspace = new Workspace(model.network());
    this.mapper = new RowMapper(model.preprocessing().fitted().rowColumns());
    this.unseen = model.preprocessing().unseenCategories();
  }

  /** Scores typed rows with the columns that the model was trained on. */
  public Scores scoreRows(List<Row> rows) {
    int width = model.network().inputs();
    if (inputs.length < (long) rows.size() * width) {
      inputs = new float[Math.multiplyExact(rows.size(), width)];
    }
    for (int i = 0; i < rows.size(); i++) {
      model.preprocessing().encodeInputs(rows.get(i), inputs, i * width, unseen);
    }
    float[] logits =
        rows.isEmpty()
            ? new float[0]
            : model
                .network()
                .forward(
                    workspace, Pass.inference(rows.size()), model.sharedParameters(), inputs, 0);
    return new Scores(
        model,
        rows.size(),
        Arrays.copyOf(logits, rows.size() * model.network().outputs()),
        model.preprocessing().reconstructs() ? Arrays.copyOf(inputs, rows.size() * width) : null,
        layer < 0 ? null : code(rows.size()));
  }

  private float[] code(int rows) {
    int width = model.network().layers().get(layer).outputShape().size();
    return Arrays.copyOf(workspace.output(layer), rows * width);
  }

  /**
   * Scores rows given as column name → value. Numbers, booleans and texts are taken for either kind
   * of column, null for a missing value, and an array {@code p} for the columns {@code p[0]},
   * {@code p[1]} …; what the model does not know is left alone.
   *
   * @throws dev.bellows.data.DataException if a row lacks a column or has a text where a number is
   *     wanted
   */
  public Scores score(List<? extends Map<String, ?>> rows) {
    return scoreRows(rows.stream().map(mapper::row).toList());
  }

  /** Scores one row, as {@link #score(List)} does. */
  public Prediction score(Map<String, ?> row) {
    return new Prediction(score(List.of(row)));
  }

  /**
   * Scores rows given as values in the order of {@code columns}.
   *
   * @throws dev.bellows.data.DataException as for {@link #score(List)}
   */
  public Scores score(List<String> columns, List<Object[]> rows) {
    return scoreRows(rows.stream().map(values -> mapper.row(columns, values)).toList());
  }

  /** The texts seen so far that training had not seen. */
  public UnseenCategories unseenCategories() {
    return unseen;
  }
}
