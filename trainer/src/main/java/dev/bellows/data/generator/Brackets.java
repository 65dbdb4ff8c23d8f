package dev.bellows.data.generator;

import java.util.List;

/**
 * Sequences of brackets, half of them balanced. The others are balanced ones with two brackets in
 * each other's place, so that both classes hold the same brackets equally often: what counts them,
 * in whatever weights, is right for half the rows, and only what reads them in order can tell.
 */
final class Brackets implements Generator {
  private static final long serialVersionUID = 1;
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  /** The most kinds of brackets that there are. */
  static final int MOST_KINDS = OPENING.length();

  private final long seed;
  private final int length;
  private final int kinds;

  /**
   * @param length brackets at the most; a sequence has at least half as many
   * @param kinds of brackets
   */
  Brackets(long seed, int length, int kinds) {
    this.seed = seed;
    this.length = length;
    this.kinds = kinds;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.of("sequence", Type.TEXT), Field.of("balanced", Type.TEXT));
  }

  @Override
  public String label() {
    return "balanced";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "brackets", index);
    int most = length / 2;
    int least = Math.max(1, most / 2);
    char[] sequence = balanced(least + draws.below(most - least + 1), draws);
    boolean balanced = draws.chance(0.5);
    while (!balanced && isBalanced(sequence)) {
      swap(sequence, draws.below(sequence.length), draws.below(sequence.length));
    }
    return new Object[] {new String(sequence), balanced ? "Yes" : "No"};
  }

  private char[] balanced(int pairs, Draws draws) {
    char[] sequence = new char[2 * pairs];
    int[] open = new int[pairs]; // a stack of kinds
    int depth = 0;
    int opened = 0;
    for (int i = 0; i < sequence.length; i++) {
      if (depth == 0 || (opened < pairs && draws.chance(0.5))) {
        open[depth] = draws.below(kinds);
        sequence[i] = OPENING.charAt(open[depth++]);
        opened++;
      } else {
        sequence[i] = CLOSING.charAt(open[--depth]);
      }
    }
    return sequence;
  }

  /** Whether every bracket closes the last one that is open, and none is left open. */
  static boolean isBalanced(char[] sequence) {
    int[] open = new int[sequence.length];
    int depth = 0;
    for (char bracket : sequence) {
      int kind = OPENING.indexOf(bracket);
      if (kind >= 0) {
        open[depth++] = kind;
      } else if (depth == 0 || open[--depth] != CLOSING.indexOf(bracket)) {
        return false;
      }
    }
    return depth == 0;
  }

  private static void swap(char[] sequence, int i, int j) {
    char bracket = sequence[i];
    sequence[i] = sequence[j];
    sequence[j] = bracket;
  }
}
