package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import dev.bellows.testing.EveryLayer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Once everything is compiled, a step of training allocates next to nothing. */
class AllocationTest {
  static Stream<String> networks() {
    return AllocatedBytes.networks().map(EveryLayer.Case::name);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStepAllocatesLessThanAKilobyte(String network) throws Exception {
    try (ChildJvm jvm = ChildJvm.of(AllocatedBytes.class).heap("512m").arguments(network).start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(10));

      assertThat(result.status()).as(result.toString()).isZero();
      assertThat(Double.parseDouble(result.output().strip())).isLessThan(AllocatedBytes.MOST);
    }
  }
}
