package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DealingTest {
  private static final List<Set<String>> NOBODY = Collections.nCopies(8, Set.of());

  @Test
  void eachHasNeighboursByItsCores() {
    assertThat(Dealing.deal(hands(1, 1), NOBODY)).containsExactly(range(0, 4), range(4, 8));
    assertThat(Dealing.deal(hands(3, 1), NOBODY)).containsExactly(range(0, 6), range(6, 8));
    assertThat(Dealing.deal(hands(1, 1, 1), NOBODY))
        .containsExactly(range(0, 2), range(2, 5), range(5, 8));
  }

  @Test
  void moreHandsThanShardsLeaveSomeEmpty() {
    assertThat(Dealing.deal(hands(1, 2, 1), NOBODY.subList(0, 2)))
        .containsExactly(range(0, 1), range(1, 2), new int[0]);
  }

  @Test
  void aHandGetsTheRunThatItsExecutorHolds() {
    List<Set<String>> holders =
        List.of(Set.of("1"), Set.of("1"), Set.of("0", "2"), Set.of("2"), Set.of("0"), Set.of("0"));

    assertThat(Dealing.deal(hands(1, 1, 1), holders))
        .containsExactly(range(4, 6), range(0, 2), range(2, 4));
  }

  private static List<Dealing.Hand> hands(int... cores) {
    return IntStream.range(0, cores.length)
        .mapToObj(i -> new Dealing.Hand("" + i, cores[i]))
        .toList();
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
