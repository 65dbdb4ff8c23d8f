package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void constantsAreWrittenWithHyphens() {
    assertThat(Names.of(JobSpec.Solver.NORMAL_EQUATIONS)).isEqualTo("normal-equations");
  }
}
