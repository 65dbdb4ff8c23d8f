package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.Monomial;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of numeric inputs up to a degree, in the order of scikit-learn's PolynomialFeatures: by
 * degree, then by column.
 *
 * <p>They are products of <em>scaled</em> numbers: of standardised ones, and then standardised once
 * more with the mean and deviation that they have in a sample of the training rows (all of them up
 * to {@value TableStatistics#SAMPLE}); or of numbers in [0, 1], which stay there; or of the plain
 * numbers where no scaling is wanted. Powers of plain years would leave single precision at degree
 * 12.
 */
final class Monomials {
  private Monomials() {}

  /**
   * How many inputs {@code columns} numbers give up to {@code degree}: (columns + degree choose
   * degree) − 1.
   */
  static long count(int columns, int degree) {
    double product = 1;
    for (int i = 1; i <= degree; i++) {
      product = product * (columns + i) / i;
    }
    return product > Long.MAX_VALUE / 4.0 ? Long.MAX_VALUE / 4 : Math.round(product) - 1;
  }

  /** The monomials of degree 2 and more, with their scales. */
  static List<Monomial> fit(
      PreprocessingSpec spec, List<NumericInput> numbers, int[] slots, List<Row> sample) {
    List<Monomial> plain = new ArrayList<>();
    for (int degree = 2; degree <= spec.polynomialDegree(); degree++) {
      extend(plain, new int[numbers.size()], 0, degree);
    }
    if (spec.scaling() != PreprocessingSpec.Scaling.STANDARDIZE || plain.isEmpty()) {
      return plain;
    }
    double[][] values = new double[sample.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = new double[slots.length];
      for (int i = 0; i < slots.length; i++) {
        values[row][i] = Preprocessing.scaled(numbers.get(i), sample.get(row).number(slots[i]));
      }
    }
    return plain.stream().map(monomial -> standardized(monomial, values)).toList();
  }

  private static void extend(List<Monomial> into, int[] powers, int from, int left) {
    if (left == 0) {
      List<Integer> columns = new ArrayList<>();
      List<Integer> exponents = new ArrayList<>();
      for (int i = 0; i < powers.length; i++) {
        if (powers[i] > 0) {
          columns.add(i);
          exponents.add(powers[i]);
        }
      }
      into.add(new Monomial(columns, exponents, 0, 1));
      return;
    }
    for (int i = from; i < powers.length; i++) {
      powers[i]++;
      extend(into, powers, i, left - 1);
      powers[i]--;
    }
  }

  private static Monomial standardized(Monomial monomial, double[][] rows) {
    double[] products = new double[rows.length];
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double product = 1;
      for (int i = 0; i < monomial.columns().size(); i++) {
        product *= power(rows[row][monomial.columns().get(i)], monomial.powers().get(i));
      }
      products[row] = product;
      sum += product;
    }
    double mean = sum / rows.length;
    double squares = 0;
    for (double product : products) {
      squares += (product - mean) * (product - mean);
    }
    double deviation = Math.sqrt(squares / rows.length);
    boolean constant = !(deviation > 1e-9 * Math.abs(mean));
    return new Monomial(monomial.columns(), monomial.powers(), mean, constant ? 0 : 1 / deviation);
  }

  /** {@code base^exponent} by repeated multiplication, so that every Java gives the same bits. */
  static double power(double base, int exponent) {
    double power = base;
    for (int i = 1; i < exponent; i++) {
      power *= base;
    }
    return power;
  }
}
