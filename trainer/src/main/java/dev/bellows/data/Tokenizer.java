package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts texts into tokens, the same in every locale. */
public final class Tokenizer implements Serializable {
  private static final long serialVersionUID = 1;
  private final Unit unit;
  private final Letters letters;

  /** What a token is. */
  public enum Unit {
    /**
     * A run of letters and digits of any script, with the marks on them; every other sign that is
     * not white space is a token of its own.
     */
    WORDS,
    /** A code point, white space too. */
    CHARACTERS
  }

  /** Whether capitals count. */
  public enum Letters {
    LOWER_CASE,
    AS_WRITTEN
  }

  Tokenizer(Unit unit, Letters letters) {
    this.unit = unit;
    this.letters = letters;
  }

  /** The first {@code most} tokens of {@code text}; none of null. */
  List<String> tokens(String text, int most) {
    List<String> tokens = new ArrayList<>();
    if (text == null) {
      return tokens;
    }
    String cased = letters == Letters.LOWER_CASE ? text.toLowerCase(Locale.ROOT) : text;
    int at = 0;
    while (at < cased.length() && tokens.size() < most) {
      int end = end(cased, at);
      if (unit == Unit.CHARACTERS || !isSpace(cased.codePointAt(at))) {
        tokens.add(cased.substring(at, end));
      }
      at = end;
    }
    return tokens;
  }

  /** Where the token that begins at {@code begin} ends. */
  private int end(String text, int begin) {
    int first = text.codePointAt(begin);
    int end = begin + Character.charCount(first);
    if (unit == Unit.CHARACTERS || !Character.isLetterOrDigit(first)) {
      return end;
    }
    while (end < text.length() && continues(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean continues(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
