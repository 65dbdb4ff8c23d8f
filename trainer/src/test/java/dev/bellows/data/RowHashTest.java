package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowHashTest {
  @Property
  void numbersAreCanonical(@ForAll double value) {
    RowHash hash = digest().number(value).hash();
    assertThat(digest().number(Double.parseDouble(Double.toString(value))).hash()).isEqualTo(hash);
    assertThat(digest().number(-value).hash().equals(hash)).isEqualTo(value == 0);
  }

  @Test
  void zerosAreEqualAndSoAreAllNaNs() {
    assertThat(digest().number(-0.0).hash()).isEqualTo(digest().number(0.0).hash());
    RowHash missing = digest().text(null).hash();
    assertThat(digest().number(Double.NaN).hash()).isEqualTo(missing);
    assertThat(digest().number(Double.longBitsToDouble(0xFFF8_0000_0000_0001L)).hash())
        .isEqualTo(missing);
  }

  @Property
  void valuesDoNotRunIntoEachOther(@ForAll String first, @ForAll String second) {
    Assume.that(!second.isEmpty());
    RowHash hash = digest().text(first).text(second).hash();
    assertThat(digest().text(first + second).text("").hash()).isNotEqualTo(hash);
    assertThat(digest().text(first + second).hash()).isNotEqualTo(hash);
  }

  @Test
  void kindsOfValuesAreTold() {
    List<RowHash> hashes =
        List.of(
            digest().hash(),
            digest().text("").hash(),
            digest().text(null).hash(),
            digest().text("0").hash(),
            digest().number(0).hash(),
            digest().text("NaN").hash(),
            digest().text(null).text(null).hash());
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Property(tries = 50)
  void aDigestStartsAnewAfterEachRow(@ForAll List<String> texts) {
    RowHash.Digest reused = digest();
    reused.number(7).text("x".repeat(5_000)).hash();
    for (String text : texts) {
      assertThat(reused.text(text).number(1).hash())
          .isEqualTo(digest().text(text).number(1).hash());
    }
  }

  @Test
  void longRowsOutgrowTheBuffer() {
    RowHash.Digest digest = digest();
    Set<RowHash> hashes = new HashSet<>();
    for (int length = 0; length < 4_000; length += 7) {
      hashes.add(digest.number(1).text("é".repeat(length)).number(2).hash());
    }
    assertThat(hashes).hasSize(572);
  }

  @Test
  void equalRowsShareAShardAndShardsShareTheRows() {
    long[] counts = new long[7];
    for (int i = 0; i < 70_000; i++) {
      Row row = row(i);
      assertThat(row(i).shard(7, 3)).isEqualTo(row.shard(7, 3));
      counts[row.shard(7, 3)]++;
    }
    assertThat(Uniformity.deviation(counts)).isLessThan(5);
  }

  @Test
  void anotherSeedDealsTheRowsAnew() {
    int same = 0;
    for (int i = 0; i < 10_000; i++) {
      same += row(i).shard(10, 1) == row(i).shard(10, 2) ? 1 : 0;
    }
    assertThat(same).isBetween(850, 1_150);
  }

  @Test
  void rowsAreOrderedByIdentityAsUnsignedNumbers() {
    List<Row> rows = new ArrayList<>();
    for (long high : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      for (long low : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
        rows.add(new Row(new double[0], new String[0], new RowHash(high, low), false));
      }
    }
    List<Row> sorted = new ArrayList<>(rows);
    Collections.reverse(sorted);
    Collections.sort(sorted);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(sorted.get(i)).isSameAs(rows.get(i));
    }
    assertThat(row(5)).isEqualTo(row(5)).hasSameHashCodeAs(row(5)).isNotEqualTo(row(6));
  }

  private static Row row(int number) {
    return new Row(new double[] {number}, new String[0], digest().number(number).hash(), false);
  }

  private static RowHash.Digest digest() {
    return new RowHash.Digest();
  }
}
