package dev.bellows.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "tenure, tenure, 0",
    "tenure, tenuer, 1",
    "tenure, tenur, 1",
    "tenure, tennure, 1",
    "tenure, tanure, 1",
    "tenure, Tenure, 1",
    "kitten, sitting, 3"
  })
  void countsEditsEitherWay(String a, String b, int edits) {
    assertThat(EditDistance.between(a, b)).isEqualTo(edits);
    assertThat(EditDistance.between(b, a)).isEqualTo(edits);
  }
}
