package dev.bellows.model;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.Row;
import dev.bellows.data.UnseenCategories;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.io.Serializable;
import java.util.Iterator;

/** What a model is worth on some rows. A class, not a record, since Kryo writes it. */
public final class Evaluated implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SLICE = 1024;

  private final Evaluation evaluation;
  private final UnseenCategories unseen;

  private Evaluated(Evaluation evaluation, UnseenCategories unseen) {
    this.evaluation = evaluation;
    this.unseen = unseen;
  }

  /** Nothing seen yet. */
  public static Evaluated nothing(Model model) {
    Preprocessing preprocessing = model.preprocessing();
    return new Evaluated(
        Evaluation.empty(
            model.loss().problem(), model.network().outputs(), preprocessing.targetScale()),
        preprocessing.unseenCategories());
  }

  /** Evaluates labelled rows. */
  public static Evaluated of(Model model, Iterator<Row> rows) {
    Evaluated result = nothing(model);
    Preprocessing preprocessing = model.preprocessing();
    Workspace workspace = new Workspace(model.network());
    float[] parameters = model.sharedParameters();
    BatchBuilder builder = preprocessing.batchBuilder();
    int count = 0;
    while (rows.hasNext()) {
      preprocessing.encode(rows.next(), builder, result.unseen);
      if (++count == SLICE || builder.isFull() || !rows.hasNext()) {
        result.add(model, workspace, parameters, builder.build());
        count = 0;
      }
    }
    return result;
  }

  private void add(Model model, Workspace workspace, float[] parameters, Batch batch) {
    Network network = model.network();
    float[] logits =
        network.forward(
            workspace,
            Pass.inference(batch.rows()),
            parameters,
            batch.inputs(),
            batch.inputOffset());
    evaluation.add(model.loss(), logits, network.outputs(), batch);
  }

  /** The results of both; this one is reused for them. */
  public Evaluated merge(Evaluated right) {
    evaluation.merge(right.evaluation);
    unseen.merge(right.unseen);
    return this;
  }

  public Evaluation evaluation() {
    return evaluation;
  }

  public UnseenCategories unseen() {
    return unseen;
  }
}
