package dev.bellows.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void reportsStatusOutputAndErrors() throws Exception {
    try (ChildJvm jvm =
        ChildJvm.of(Echo.class)
            .heap("32m")
            .property("greeting", "hello")
            .environment("WHOM", "world")
            .arguments("7")
            .start()) {
      ChildJvm.Result result = jvm.await(BOUND);

      assertThat(result.status()).isEqualTo(7);
      assertThat(result.output()).isEqualTo("hello\n");
      assertThat(result.errors()).endsWith("world\n");
    }
  }

  @Test
  void killsWhatDoesNotEndInTime() throws Exception {
    try (ChildJvm jvm = ChildJvm.of(Sleeper.class).start()) {
      jvm.awaitText("asleep", BOUND);
      assertThatThrownBy(() -> jvm.await(Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("asleep");
      assertThat(jvm.handle().isAlive()).isFalse();
    }
  }

  @Test
  void saysSoWhenTheTextNeverComes() throws Exception {
    try (ChildJvm jvm = ChildJvm.of(Echo.class).arguments("0").start()) {
      assertThatThrownBy(() -> jvm.awaitText("never written", BOUND))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the JVM has ended");
    }
  }

  static final class Echo {
    private Echo() {}

    public static void main(String[] args) {
      System.out.println(System.getProperty("greeting"));
      System.err.println(System.getenv("WHOM"));
      System.exit(Integer.parseInt(args[0]));
    }
  }

  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println("asleep");
      Thread.sleep(Duration.ofHours(1).toMillis());
    }
  }
}
