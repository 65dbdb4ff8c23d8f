package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @Property(tries = 20_000)
  void numbersAreThoseOfJava(
      @ForAll @Chars({'0', '1', '2', '5', '7', '9'}) @StringLength(min = 1, max = 20) String digits,
      @ForAll @IntRange(max = 20) int point,
      @ForAll @IntRange(min = -330, max = 330) int exponent) {
    int at = Math.min(point, digits.length());
    String plain = digits.substring(0, at) + "." + digits.substring(at);
    for (String text :
        new String[] {
          plain,
          "-" + plain,
          "+" + digits,
          plain + "e" + exponent,
          digits + "E+" + Math.abs(exponent % 30)
        }) {
      assertThat(Texts.number(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @Property(tries = 5000)
  void numbersAreReadAsTheyAreWritten(@ForAll double value) {
    assertThat(Texts.number(Double.toString(value))).isEqualTo(value);
  }

  @Test
  void zeroKeepsItsSign() {
    assertThat(Double.doubleToRawLongBits(Texts.number("-0.0"))).isEqualTo(Long.MIN_VALUE);
    assertThat(Texts.number("1e400")).isInfinite();
    assertThat(Texts.number("1e-400")).isZero();
    assertThat(Texts.number("1e99999999999999999999")).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5.5",
        "0x1p3",
        "1d",
        "1f",
        "1D",
        "NaN",
        "Infinity",
        "1 000",
        " 1",
        "1 ",
        "1,5",
        "--1",
        "1-",
        "1.2.3",
        "١",
        "1_0",
        "true"
      })
  void otherTextsAreNoNumbers(String text) {
    assertThat(Texts.number(text)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "+1, 1",
    "1e2, 100",
    "-0.0, 0",
    "007, 7",
    "1.5, 1.5",
    "Yes, Yes",
    "NaN, NaN",
    "9007199254740993.5, 9007199254740993.5",
    "1e300, 1e300"
  })
  void wholeNumbersNameOneClass(String text, String name) {
    assertThat(Texts.className(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "-NaN", "inf", "+Inf", "-INFINITY", "Infinity"})
  void programsWriteWhatIsNotFiniteInManyWays(String text) {
    assertThat(Texts.isNotFinite(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "in", "Nancy", "information", "1"})
  void otherTextsAreNotThose(String text) {
    assertThat(Texts.isNotFinite(text)).isFalse();
  }
}
