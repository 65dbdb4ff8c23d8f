package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {

  private static final Kernel HERE = new Kernel("openblas", "0.3.31", "Haswell", "amd64", 17);

  @Test
  void hasOneStableLine() {
    assertThat(HERE.format()).isEqualTo("openblas 0.3.31 Haswell amd64 jdk17");
    assertThat(HERE).hasToString(HERE.format());
  }

  @Property
  void readsBackWhatItWrites(
      @ForAll @StringLength(min = 1, max = 20) @CharRange(from = '!', to = '~') String word,
      @ForAll @IntRange(min = 1, max = 9999) int jdk) {
    Kernel kernel = new Kernel(word, word + "1", word + "2", word + "3", jdk);
    assertThat(Kernel.parse(kernel.format())).isEqualTo(kernel);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "openblas", "a b c d 17", "a b c d jdk", "a b c d jdkx", "a b c d e jdk1"})
  void refusesOtherLines(String line) {
    assertThatThrownBy(() -> Kernel.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid kernel: '%s': must be five words such as 'openblas 0.3.31 Haswell amd64 jdk17'",
            line);
  }

  @Test
  void refusesPartsThatCannotStandInALine() {
    assertThatThrownBy(() -> new Kernel("openblas", "0.3.31", "Sandy Bridge", "amd64", 17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid kernel core: 'Sandy Bridge': must be one word");
    assertThatThrownBy(() -> new Kernel("openblas", "", "Haswell", "amd64", 17))
        .hasMessage("Invalid kernel version: '': must be one word");
    assertThatThrownBy(() -> new Kernel("openblas", "1", "Haswell", "amd64", 0))
        .hasMessage("Invalid kernel jdk: 0: must be > 0");
  }

  @Test
  void namesWhatDiffers() {
    assertThat(HERE.differences(Kernel.parse(HERE.format()))).isEmpty();
    assertThat(HERE.differences(new Kernel("openblas", "0.3.31", "SkylakeX", "amd64", 17)))
        .containsExactly("core Haswell, not SkylakeX");
    assertThat(HERE.differences(new Kernel("vector", "3.0.4", "512-bit", "aarch64", 21)))
        .containsExactly(
            "implementation openblas, not vector",
            "version 0.3.31, not 3.0.4",
            "core Haswell, not 512-bit",
            "architecture amd64, not aarch64",
            "jdk 17, not 21");
  }

  @Test
  void knowsNativeCode() {
    assertThat(HERE.isNative()).isTrue();
    assertThat(new Kernel("system", "libblas.so.3", "sums-1", "amd64", 17).isNative()).isTrue();
    assertThat(new Kernel("vector", "3.0.4", "512-bit", "amd64", 17).isNative()).isFalse();
    assertThat(new Kernel("java", "3.0.4", "any", "amd64", 17).isNative()).isFalse();
  }
}
