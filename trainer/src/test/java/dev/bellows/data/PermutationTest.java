package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @Test
  void everySmallSizeIsPermuted() {
    for (int size = 1; size <= 1_100; size++) {
      assertIsBijection(size, size);
    }
  }

  @Property(tries = 50)
  void everySizeIsPermuted(@ForAll @IntRange(min = 1, max = 100_000) int size, @ForAll long key) {
    assertIsBijection(size, key);
  }

  @Property(tries = 200)
  void manyPositionsAtOnceGiveTheSameElements(
      @ForAll @IntRange(min = 1, max = 3_000) int size, @ForAll long key, @ForAll long place) {
    Permutation permutation = new Permutation(size, key);
    int from = (int) Math.floorMod(place, (long) size);
    int[] elements = new int[size];
    permutation.apply(from, size - from, elements);
    for (int i = 0; i < size - from; i++) {
      assertThat(elements[i]).isEqualTo(permutation.apply(from + i));
    }
  }

  @Test
  void theLargestSizeHasNoElementOutside() {
    Permutation permutation = new Permutation(Integer.MAX_VALUE, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(permutation.apply(i)).isBetween(0, Integer.MAX_VALUE - 1);
      assertThat(permutation.apply(Integer.MAX_VALUE - 1 - i)).isNotNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 33})
  void everyElementComesFirstEquallyOften(int size) {
    int tries = 2_000 * size;
    long[] counts = new long[size];
    for (int i = 0; i < tries; i++) {
      counts[new Permutation(size, CounterRandom.key(1, i)).apply(0)]++;
    }
    assertThat(Uniformity.deviation(counts)).isLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7, 12, 16, 24, 33})
  void everyBeginningOfThreeElementsOccursEquallyOften(int size) {
    long[] counts = new long[size * size * size];
    for (int i = 0; i < 200_000; i++) {
      Permutation permutation = new Permutation(size, CounterRandom.key(2, i));
      int beginning = 0;
      for (int position = 0; position < 3; position++) {
        beginning = beginning * size + permutation.apply(position);
      }
      counts[beginning]++;
    }
    long[] occurred = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertThat(occurred.length)
        .isBetween(size * (size - 1) * (size - 2) * 99 / 100, size * (size - 1) * (size - 2));
    assertThat(Uniformity.deviation(occurred)).isLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 65_536, 100_000})
  void neighboursAreScattered(int size) {
    Permutation permutation = new Permutation(size, 3);
    double product = 0;
    double square = 0;
    for (int i = 0; i < size; i++) {
      double here = permutation.apply(i) - (size - 1) / 2.0;
      product += here * (permutation.apply((i + 1) % size) - (size - 1) / 2.0);
      square += here * here;
    }
    assertThat(product / square * Math.sqrt(size)).as("serial correlation").isBetween(-4.0, 4.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, Integer.MAX_VALUE})
  void refusesAPositionThatDoesNotExist(int position) {
    assertThatThrownBy(() -> new Permutation(5, 1).apply(position))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Permutation(0, 1).apply(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesANegativeSize() {
    assertThatThrownBy(() -> new Permutation(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid size: -1: must be ≥ 0");
  }

  private static void assertIsBijection(int size, long key) {
    Permutation permutation = new Permutation(size, key);
    BitSet seen = new BitSet(size);
    for (int i = 0; i < size; i++) {
      int element = permutation.apply(i);
      assertThat(element).isBetween(0, size - 1);
      seen.set(element);
    }
    assertThat(seen.cardinality()).as("size %d", size).isEqualTo(size);
  }
}
