package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.Monomial;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import dev.bellows.data.PreprocessingSpec.MissingCategory;
import java.util.HashMap;
import java.util.List;

/**
 * Encodes the columns of a table, compiled to arrays: a loop over numbers, one over monomials, a
 * look-up a text.
 */
final class TableEncoder implements InputEncoder {
  private static final long serialVersionUID = 1;
  private static final int UNSEEN = -1;
  private static final int ZEROS = -2;

  private final int[] slots;
  private final double[] shifts;
  private final double[] factors;
  private final double[] fills;
  private final int[] indicators; // place of each number's indicator; −1: none
  private final int[][] monomialColumns;
  private final int[][] monomialPowers;
  private final double[] monomialShifts;
  private final double[] monomialFactors;
  private final int[] textSlots;
  private final HashMap<String, Integer>[] categories; // places
  private final int[] missingCategories; // place, UNSEEN or ZEROS

  TableEncoder(FittedPreprocessing fitted, ColumnIndex index) {
    List<NumericInput> numbers = fitted.numbers();
    List<Monomial> monomials = fitted.monomials();
    slots = index.numberSlots;
    shifts = numbers.stream().mapToDouble(NumericInput::shift).toArray();
    factors = numbers.stream().mapToDouble(NumericInput::factor).toArray();
    fills = numbers.stream().mapToDouble(NumericInput::fill).toArray();
    monomialColumns = monomials.stream().map(m -> array(m.columns())).toArray(int[][]::new);
    monomialPowers = monomials.stream().map(m -> array(m.powers())).toArray(int[][]::new);
    monomialShifts = monomials.stream().mapToDouble(Monomial::shift).toArray();
    monomialFactors = monomials.stream().mapToDouble(Monomial::factor).toArray();
    int place = numbers.size() + monomials.size();
    indicators = new int[numbers.size()];
    for (int i = 0; i < indicators.length; i++) {
      indicators[i] = numbers.get(i).indicator() ? place++ : -1;
    }
    textSlots = index.textSlots;
    categories = maps(fitted.texts().size());
    missingCategories = new int[categories.length];
    boolean own = fitted.spec().missing().category() == MissingCategory.OWN;
    for (int i = 0; i < categories.length; i++) {
      CategoricalInput text = fitted.texts().get(i);
      for (String category : text.categories()) {
        categories[i].put(category, place++);
      }
      missingCategories[i] = text.missing() ? place++ : own ? UNSEEN : ZEROS;
    }
    if (place != fitted.shape().size()) {
      throw new IllegalStateException(
          "Cannot encode %d inputs as %s".formatted(place, fitted.shape()));
    }
  }

  @Override
  public void encode(Row row, float[] into, int offset, UnseenCategories unseen) {
    for (int i = 0; i < slots.length; i++) {
      double value = row.number(slots[i]);
      if (Double.isNaN(value)) {
        value = fills[i];
        if (indicators[i] >= 0) {
          into[offset + indicators[i]] = 1;
        }
      }
      into[offset + i] = (float) ((value - shifts[i]) * factors[i]);
    }
    if (monomialColumns.length > 0) {
      encodeMonomials(row, into, offset + slots.length);
    }
    for (int i = 0; i < textSlots.length; i++) {
      String text = row.text(textSlots[i]);
      int place = text == null ? missingCategories[i] : place(i, text);
      if (place >= 0) {
        into[offset + place] = 1;
      } else if (place == UNSEEN && unseen != null) {
        unseen.count(i);
      }
    }
  }

  private int place(int column, String text) {
    Integer place = categories[column].get(text);
    return place == null ? UNSEEN : place;
  }

  private void encodeMonomials(Row row, float[] into, int offset) {
    for (int m = 0; m < monomialColumns.length; m++) {
      double product = 1;
      for (int k = 0; k < monomialColumns[m].length; k++) {
        int i = monomialColumns[m][k];
        double value = row.number(slots[i]);
        double scaled = ((Double.isNaN(value) ? fills[i] : value) - shifts[i]) * factors[i];
        product *= Monomials.power(scaled, monomialPowers[m][k]);
      }
      into[offset + m] = (float) ((product - monomialShifts[m]) * monomialFactors[m]);
    }
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static HashMap<String, Integer>[] maps(int size) {
    HashMap<String, Integer>[] maps = new HashMap[size];
    for (int i = 0; i < size; i++) {
      maps[i] = new HashMap<>();
    }
    return maps;
  }
}
