package dev.bellows.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who gets which shards: a run of neighbours each, so that a member adds up many of its gradients
 * before it sends, as long as its cores are many, and if possible a run that its executor's cache
 * holds.
 */
final class Dealing {
  private Dealing() {}

  /**
   * A member at the table.
   *
   * @param executor whose cache it has at hand
   * @param cores that compute, at least 1
   */
  record Hand(String executor, int cores) {}

  /**
   * Deals all shards.
   *
   * @param holders for each shard, the executors that hold it
   * @return the shards of each hand, in ascending order; none where there are more hands than
   *     shards
   */
  static List<int[]> deal(List<Hand> hands, List<Set<String>> holders) {
    List<int[]> dealt = new ArrayList<>(hands.stream().map(hand -> new int[0]).toList());
    List<Integer> waiting = new ArrayList<>(IntStream.range(0, hands.size()).boxed().toList());
    int from = 0;
    while (!waiting.isEmpty() && from < holders.size()) {
      int first = from;
      int cores = waiting.stream().mapToInt(i -> hands.get(i).cores()).sum();
      int next = -1;
      double best = -1;
      for (int i : waiting) {
        int length = length(hands.get(i), cores, holders.size() - first);
        long held =
            IntStream.range(first, first + length)
                .filter(shard -> holders.get(shard).contains(hands.get(i).executor()))
                .count();
        double share = (double) held / length;
        if (share > best) {
          best = share;
          next = i;
        }
      }
      int to = first + length(hands.get(next), cores, holders.size() - first);
      dealt.set(next, IntStream.range(first, to).toArray());
      waiting.remove((Integer) next);
      from = to;
    }
    return dealt;
  }

  /** The hand's part of what is left, by its part of the cores that are left. */
  private static int length(Hand hand, int cores, int left) {
    return (int) Math.max(1, (long) left * hand.cores() / cores);
  }
}
