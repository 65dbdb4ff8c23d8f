package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoppedSparkTest {
  @Test
  void isNamedWhateverIsAskedNext() throws Exception {
    try (ChildJvm jvm = ChildJvm.of(StoppedSpark.class).heap("512m").start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(2));
      String named = ": " + ClusterException.class.getName() + ": Cannot go on: Spark has stopped";
      assertThat(result.output())
          .as(result.errors())
          .containsSubsequence("in a round" + named, "without a round" + named, "a sum" + named);
      assertThat(result.status()).isZero();
    }
  }
}
