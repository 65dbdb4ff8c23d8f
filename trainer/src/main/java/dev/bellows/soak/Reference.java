package dev.bellows.soak;

import dev.bellows.spark.ShardedData;
import java.util.HashMap;
import java.util.Map;

/** The weights that trainings have to come to, computed once for each number of shards. */
final class Reference {
  private final Map<Integer, String> sha256 = new HashMap<>();

  /** Their sha-256; {@code data} are the same rows each time. */
  String of(ShardedData data) {
    return sha256.computeIfAbsent(data.rows().shards(), shards -> Workload.reference(data));
  }
}
