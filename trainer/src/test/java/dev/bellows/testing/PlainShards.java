package dev.bellows.testing;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.Columns;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.data.Statistics;
import java.util.ArrayList;
import java.util.List;

/**
 * Shards made from rows in memory by the plainest code there is: what Spark's are compared with.
 */
public record PlainShards(
    List<Shard> training, List<Shard> validation, Preprocessing preprocessing) {
  public static PlainShards of(
      List<Row> rows, Columns columns, PreprocessingSpec spec, int shards, long seed) {
    List<List<Row>> dealt = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      dealt.add(new ArrayList<>());
    }
    rows.forEach(row -> dealt.get(row.shard(shards, seed)).add(row));
    ShardTree<Statistics> tree = new ShardTree<>(shards, Statistics::merge);
    for (int i = 0; i < shards; i++) {
      dealt.get(i).sort(null);
      Statistics statistics = Statistics.empty(columns, spec);
      dealt.get(i).stream().filter(row -> !row.validation()).forEach(statistics::add);
      tree.add(i, dealt.get(i).isEmpty() ? null : statistics);
    }
    Preprocessing preprocessing = Preprocessing.fit(columns, spec, tree.total());
    List<Shard> training = new ArrayList<>();
    List<Shard> validation = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      training.add(shard(i, dealt.get(i), false, preprocessing));
      validation.add(shard(i, dealt.get(i), true, preprocessing));
    }
    return new PlainShards(training, validation, preprocessing);
  }

  private static Shard shard(
      int index, List<Row> rows, boolean validation, Preprocessing preprocessing) {
    List<Batch> chunks = new ArrayList<>();
    BatchBuilder builder =
        new BatchBuilder(preprocessing.inputWidth(), preprocessing.targetWidth());
    for (Row row : rows) {
      if (row.validation() == validation) {
        preprocessing.encode(row, builder);
        if (builder.isFull()) {
          chunks.add(builder.build());
        }
      }
    }
    if (!builder.isEmpty()) {
      chunks.add(builder.build());
    }
    return new Shard(index, chunks);
  }
}
