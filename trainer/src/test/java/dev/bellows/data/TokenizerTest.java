package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static String words(String text) {
    Tokenizer tokenizer = new Tokenizer(Tokenizer.Unit.WORDS, Tokenizer.Letters.LOWER_CASE);
    return String.join("|", tokenizer.tokens(text, Integer.MAX_VALUE));
  }

  private static String characters(String text, int most) {
    Tokenizer tokenizer = new Tokenizer(Tokenizer.Unit.CHARACTERS, Tokenizer.Letters.AS_WRITTEN);
    return String.join("|", tokenizer.tokens(text, most));
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsAndSignsStandAlone() {
    assertThat(words("Don't panic: it's 42.5%!")).isEqualTo("don|'|t|panic|:|it|'|s|42|.|5|%|!");
    assertThat(words(" \t\n\u00a0\u3000 ")).isEmpty();
    assertThat(words(null)).isEmpty();
  }

  @Test
  void wordsAreOfAnyScript() {
    assertThat(words("ÉCOLE und Straße")).isEqualTo("école|und|straße");
    assertThat(words("e\u0301cole हिन्दी")).isEqualTo("e\u0301cole|हिन्दी"); // marks stay
    assertThat(words("Δέλτα привет 東京!")).isEqualTo("δέλτα|привет|東京|!");
    assertThat(words("𝒳y 😀😀")).isEqualTo("𝒳y|😀|😀"); // two chars each
  }

  @Test
  void noLocaleDecides() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(words("TITLE")).isEqualTo("title"); // in Turkish it would lose its dots
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void charactersAreCodePointsUpToALimit() {
    assertThat(characters("A b😀!", 9)).isEqualTo("A| |b|😀|!");
    assertThat(characters("A b😀!", 4)).isEqualTo("A| |b|😀");
  }
}
