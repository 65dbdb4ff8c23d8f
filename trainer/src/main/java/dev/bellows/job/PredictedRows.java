package dev.bellows.job;

import dev.bellows.model.Model;
import dev.bellows.model.Scorer;
import dev.bellows.model.Scores;
import dev.bellows.spark.RowReader;
import dev.bellows.spark.SourceSpec.BadRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Adds predictions to the rows of a partition, some hundred rows at a time. */
final class PredictedRows implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;
  private static final int SLICE = 1024;

  private final PackedModel model;
  private final int layer;
  private final RowReader reader;
  private final int[] kept;
  private final BadRows badRows;
  private final PredictionCounts counts;

  /**
   * @param layer whose outputs are asked for; −1 for none
   * @param reader of the model's features
   * @param kept which cells to keep
   * @param badRows what becomes of a row that cannot be read
   * @param counts receives, for each partition: rows, rows left out, then unseen categories by
   *     column
   */
  PredictedRows(
      PackedModel model,
      int layer,
      RowReader reader,
      int[] kept,
      BadRows badRows,
      PredictionCounts counts) {
    this.model = model;
    this.layer = layer;
    this.reader = reader;
    this.kept = kept;
    this.badRows = badRows;
    this.counts = counts;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Predicting(model.unpack(), rows);
  }

  private final class Predicting implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Scorer scorer;
    private final PredictedColumns columns;
    private final Queue<Row> ready = new ArrayDeque<>();
    private long predicted;
    private long dropped;

    Predicting(Model model, Iterator<Row> rows) {
      this.rows = rows;
      this.scorer = layer < 0 ? model.scorer() : model.scorer(layer);
      this.columns = new PredictedColumns(model, layer);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        predict();
        if (!rows.hasNext()) {
          count();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void predict() {
      List<Row> slice = new ArrayList<>();
      List<dev.bellows.data.Row> typed = new ArrayList<>();
      while (rows.hasNext() && typed.size() < SLICE) {
        Row row = rows.next();
        Optional<dev.bellows.data.Row> read =
            badRows == BadRows.FAIL ? Optional.of(reader.read(row)) : reader.readGood(row);
        if (read.isPresent()) {
          typed.add(read.get());
          slice.add(row);
        } else {
          dropped++;
        }
      }
      Scores scores = scorer.scoreRows(typed);
      for (int i = 0; i < slice.size(); i++) {
        Object[] cells = new Object[kept.length + columns.fields().size()];
        for (int k = 0; k < kept.length; k++) {
          cells[k] = slice.get(i).get(kept[k]);
        }
        columns.write(scores, i, cells, kept.length);
        ready.add(RowFactory.create(cells));
      }
      predicted += slice.size();
    }

    private void count() {
      long[] unseen = scorer.unseenCategories().counts();
      long[] part = new long[3 + unseen.length];
      part[0] = TaskContext.getPartitionId();
      part[1] = predicted;
      part[2] = dropped;
      System.arraycopy(unseen, 0, part, 3, unseen.length);
      counts.add(part);
    }
  }
}
