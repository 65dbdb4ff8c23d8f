package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void ordersNamesByTheirNumbers() {
    assertThat(
            List.of("p[10]", "p[9]", "a", "p", "p[09]", "p[9]b2", "p[9]b10").stream()
                .sorted(NaturalOrder::compareNames))
        .containsExactly("a", "p", "p[09]", "p[9]", "p[9]b2", "p[9]b10", "p[10]");
  }

  @Test
  void ordersTextsAsNumbersOnlyWhereAllAre() {
    assertThat(NaturalOrder.sorted(List.of("10", "9", "-1", "9.0")))
        .containsExactly("-1", "9", "9.0", "10");
    assertThat(NaturalOrder.sorted(List.of("10", "9", "x"))).containsExactly("10", "9", "x");
    assertThat(NaturalOrder.sorted(List.of("Yes", "No"))).containsExactly("No", "Yes");
  }
}
