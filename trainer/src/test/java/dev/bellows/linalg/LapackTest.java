package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LapackTest {

  @Test
  void findsTheRankAndTheShortestSolution() {
    // Three columns, the third the sum of the others; b = 2·first + 3·second.
    double[] first = {1, 0, 2, 1};
    double[] second = {0, 1, 1, 3};
    double[] a = new double[12];
    double[] b = new double[4];
    for (int i = 0; i < 4; i++) {
      a[i] = first[i];
      a[4 + i] = second[i];
      a[8 + i] = first[i] + second[i];
      b[i] = 2 * first[i] + 3 * second[i];
    }
    int[] pivots = new int[3];

    int rank = Lapack.dgelsy(4, 3, 1, a, 4, b, 4, pivots, 1e-10);

    assertThat(rank).isEqualTo(2);
    // (2, 3, 0) + t·(1, 1, −1) is shortest at t = −5/3.
    assertThat(Arrays.copyOf(b, 3))
        .containsExactly(new double[] {1.0 / 3, 4.0 / 3, 5.0 / 3}, within(1e-12));
    Arrays.sort(pivots);
    assertThat(pivots).containsExactly(1, 2, 3);
  }

  @Test
  void factorsASymmetricMatrixIntoItsEigenvectors() {
    double[] a = {2, 1, 0, 1, 2, 0, 0, 0, 5};
    double[] vectors = a.clone();
    double[] values = new double[3];

    Lapack.dsyev("L", 3, vectors, 3, values);

    assertThat(values).containsExactly(new double[] {1, 3, 5}, within(1e-12));
    for (int j = 0; j < 3; j++) {
      for (int i = 0; i < 3; i++) {
        double product = 0;
        for (int k = 0; k < 3; k++) {
          product += a[i + 3 * k] * vectors[k + 3 * j];
        }
        assertThat(product).isCloseTo(values[j] * vectors[i + 3 * j], within(1e-12));
      }
    }
  }

  @Test
  void solvesByCholesky() {
    double[] a = {4, 2, 2, 3};
    double[] b = {10, 9};

    assertThat(Lapack.dpotrf("U", 2, a, 2)).isZero();
    Lapack.dpotrs("U", 2, 1, a, 2, b, 2);

    assertThat(b).containsExactly(new double[] {1.5, 2}, within(1e-12));
  }

  @Test
  void namesTheFirstMinorThatIsNotPositiveDefinite() {
    assertThat(Lapack.dpotrf("L", 2, new double[] {1, 1, 1, 1}, 2)).isEqualTo(2);
  }

  @Test
  void refusesWhatWouldReachBeyondAnArray() {
    assertThatThrownBy(() -> Lapack.dpotrf("L", 2, new double[4], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid A of dpotrf: 2 × 2 with leading dimension 1: sizes must be ≥ 0, and the"
                + " leading dimension at least the rows");
    assertThatThrownBy(() -> Lapack.dpotrs("L", 2, 3, new double[4], 2, new double[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid B of dpotrs: 5 elements: 2 × 3 with leading dimension 2 needs 6");
    assertThatThrownBy(() -> Lapack.dsyev("L", 2, new double[4], 2, new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid eigenvalues of dsyev: 1 elements: needs 2");
    assertThatThrownBy(() -> Lapack.dpotrf("l", 1, new double[1], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid uplo of dpotrf: 'l': must be U or L");
  }
}
