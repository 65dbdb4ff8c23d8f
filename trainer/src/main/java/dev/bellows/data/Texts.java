package dev.bellows.data;

/** How texts become numbers and classes; decides bits. */
public final class Texts {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_DIGITS = 15;

  private Texts() {}

  /**
   * The number that {@code text} is in decimal notation, rounded as {@link Double#parseDouble}
   * does: digits with a sign, a point and an exponent as needed. Java's own notations (hexadecimal,
   * a suffix, {@code NaN}, {@code Infinity}) and blanks around are no numbers.
   *
   * <p>What has at most 15 digits and a small exponent is one exact integer divided or multiplied
   * by one exact power of ten, and so correctly rounded without the long way (Clinger: How to read
   * floating point numbers accurately, 1990).
   *
   * @return NaN where it is no number; infinite where it is too large for one
   */
  public static double number(String text) {
    int length = text.length();
    int at = 0;
    boolean negative = false;
    if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      at = 1;
    }
    long mantissa = 0;
    int significant = 0;
    int digits = 0;
    int scale = 0;
    boolean point = false;
    for (; at < length; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits++;
        if (significant > 0 || c != '0') {
          significant++;
        }
        if (significant <= EXACT_DIGITS) {
          mantissa = mantissa * 10 + (c - '0');
        }
        if (point) {
          scale--;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    if (at < length) {
      int exponent = exponent(text, at);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      scale += exponent;
    }
    if (significant <= EXACT_DIGITS && Math.abs(scale) < POWERS_OF_TEN.length) {
      double value = scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(text);
  }

  /** The exponent that begins at {@code at}, cut at ±100,000; the least integer for none. */
  private static int exponent(String text, int at) {
    int begin = at + 1;
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return Integer.MIN_VALUE;
    }
    boolean signed = begin < text.length() && "+-".indexOf(text.charAt(begin)) >= 0;
    int exponent = 0;
    int from = signed ? begin + 1 : begin;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(100_000, exponent * 10 + (c - '0'));
    }
    if (from == text.length()) {
      return Integer.MIN_VALUE;
    }
    return signed && text.charAt(begin) == '-' ? -exponent : exponent;
  }

  /** Whether {@code text} is what programs write for what is no finite number. */
  public static boolean isNotFinite(String text) {
    int from = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    String unsigned = text.substring(from);
    return unsigned.equalsIgnoreCase("nan")
        || unsigned.equalsIgnoreCase("inf")
        || unsigned.equalsIgnoreCase("infinity");
  }

  /**
   * The name of the class that a label's {@code text} means: whole numbers have no fraction, so
   * that 1, 1.0 and 1e0 are one class; other texts name themselves.
   */
  public static String className(String text) {
    double value = number(text);
    return isWhole(value) ? Long.toString((long) value) : text;
  }

  /** Whether {@code value} is an integer that a double holds exactly, and its neighbours too. */
  public static boolean isWhole(double value) {
    return Math.abs(value) <= 1L << 53 && value == Math.rint(value);
  }
}
