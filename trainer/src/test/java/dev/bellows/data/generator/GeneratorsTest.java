package dev.bellows.data.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GeneratorsTest {
  static final List<String> NAMES = Generators.NAMES;

  private static Generator of(String name, long seed, String... options) {
    Map<String, String> map = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
    return Generators.of(name, seed, map);
  }

  private static String text(Object[] row) {
    return Arrays.deepToString(row);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aRowDependsOnSeedAndIndexAlone(String name) {
    Generator one = of(name, 5);
    Generator other = of(name, 5);
    Set<String> rows = new HashSet<>();
    for (int index = 99; index >= 0; index--) {
      other.row(index);
    }
    for (int index = 0; index < 100; index++) {
      assertThat(text(one.row(index))).isEqualTo(text(other.row(index)));
      rows.add(text(one.row(index)));
    }
    assertThat(rows).hasSize(100);
    assertThat(text(of(name, 6).row(0))).isNotEqualTo(text(one.row(0)));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void valuesAreOfTheTypesOfTheirFields(String name) {
    Generator generator = of(name, 1);
    List<Generator.Field> fields = generator.fields();
    assertThat(fields).extracting(Generator.Field::name).contains(generator.label());
    for (int index = 0; index < 300; index++) {
      Object[] row = generator.row(index);
      assertThat(row).hasSameSizeAs(fields);
      for (int i = 0; i < row.length; i++) {
        Class<?> type =
            switch (fields.get(i).type()) {
              case INTEGER -> Integer.class;
              case NUMBER -> Double.class;
              case TEXT -> String.class;
              case PIXELS -> double[].class;
            };
        assertThat(row[i] == null || type.isInstance(row[i])).as(fields.get(i).name()).isTrue();
      }
    }
  }

  /** Generated tables are named in measurements: their bits must not move. */
  @Test
  void rowsStayWhatTheyAre() {
    assertThat(text(of("churn", 42).row(3)))
        .isEqualTo(
            "[3757-FXSCI, Female, 0, No, No, 56, Yes, Yes, DSL, Yes, No, No, No, No, No, One year, Yes, Credit card (automatic), 55.2, 3212.3, No]");
    assertThat(text(of("houses", 42).row(3)))
        .isEqualTo("[-115.48, 34.92, 45, 784, 210, 795, 200, 3.0965, 122000, INLAND]");
    assertThat(text(of("spirals", 42).row(3)))
        .isEqualTo("[0.7725719187285638, -0.5041509252206751, 1]");
    assertThat(text(of("polynomial", 42).row(3)))
        .isEqualTo("[-0.8038442685573257, -0.22683886320058663]");
    assertThat(text(of("brackets", 42).row(3))).isEqualTo("[(())[][]()()(][][[]), No]");
    assertThat(text(of("demand", 42).row(3))).isEqualTo("[2022-01-01, S4, 10.0, 10.0, 623]");
    assertThat(Arrays.hashCode((double[]) of("digits", 42).row(3)[0])).isEqualTo(-734747015);
  }

  @Test
  void countingBracketsTellsNothing() {
    Generator brackets = Generators.of("brackets", 1, Map.of("length", "16", "kinds", "3"));
    Map<String, int[]> rows = new TreeMap<>();
    int balanced = 0;
    for (int index = 0; index < 40_000; index++) {
      String sequence = (String) brackets.row(index)[0];
      boolean says = brackets.row(index)[1].equals("Yes");
      assertThat(Brackets.isBalanced(sequence.toCharArray())).isEqualTo(says);
      assertThat(sequence.length()).isBetween(8, 16);
      char[] bag = sequence.toCharArray();
      Arrays.sort(bag);
      rows.computeIfAbsent(new String(bag), unknown -> new int[2])[says ? 1 : 0]++;
      balanced += says ? 1 : 0;
    }
    assertThat(balanced / 40_000.0).isBetween(0.49, 0.51);
    for (Map.Entry<String, int[]> bag : rows.entrySet()) {
      double all = bag.getValue()[0] + bag.getValue()[1];
      // Five standard deviations of a fair coin.
      assertThat(bag.getValue()[1] / all)
          .as(bag.getKey())
          .isCloseTo(0.5, within(2.5 / Math.sqrt(all)));
    }
    assertThat(Brackets.isBalanced("([)]".toCharArray())).isFalse();
    assertThat(Brackets.isBalanced("())(".toCharArray())).isFalse();
    assertThat(Brackets.isBalanced("(()".toCharArray())).isFalse();
    assertThat(Brackets.isBalanced("([]){}".toCharArray())).isTrue();
  }

  @Test
  void demandFollowsWeekAndPrice() {
    Generator demand = of("demand", 1);
    int days = 3 * 365;
    double weekAgo = 0;
    double yesterday = 0;
    double reduced = 0;
    double full = 0;
    int cuts = 0;
    for (int day = 7; day < days; day++) {
      Object[] row = demand.row(5L * day);
      double sales = (Integer) row[4];
      weekAgo += Math.abs(sales - (Integer) demand.row(5L * (day - 7))[4]) / sales;
      yesterday += Math.abs(sales - (Integer) demand.row(5L * (day - 1))[4]) / sales;
      assertThat(demand.row(5L * (day - 1))[3]).as("the price is known before").isEqualTo(row[2]);
      boolean cut = (Double) row[2] < 10;
      cuts += cut ? 1 : 0;
      reduced += cut ? sales : 0;
      full += cut ? 0 : sales;
    }
    assertThat(weekAgo / (days - 7)).isBetween(0.08, 0.11);
    assertThat(yesterday).isGreaterThan(1.5 * weekAgo);
    assertThat(reduced / cuts).isGreaterThan(1.1 * full / (days - 7 - cuts));
    assertThat(text(demand.row(5L * 365))).startsWith("[2023-01-01, S1, ");
  }

  @Test
  void churnCanBeRankedAsFarAsItSays() {
    Churn churn = new Churn(1);
    int rows = 30_000;
    double[] probability = IntStream.range(0, rows).mapToDouble(churn::probability).toArray();
    List<Integer> order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> probability[i]))
            .toList();
    double ranks = 0;
    double leaving = 0;
    int blanks = 0;
    for (int rank = 0; rank < rows; rank++) {
      Object[] row = churn.row(order.get(rank));
      blanks += row[19] == null ? 1 : 0;
      if (row[20].equals("Yes")) {
        leaving++;
        ranks += rank + 1;
      }
    }
    double area = (ranks - leaving * (leaving + 1) / 2) / (leaving * (rows - leaving));
    assertThat(area).isBetween(0.84, 0.855);
    assertThat(leaving / rows).isBetween(0.25, 0.28);
    assertThat(blanks).isBetween(50, 130);
    assertThat(IntStream.range(0, rows).mapToObj(i -> churn.row(i)[0]).distinct().count())
        .isEqualTo(rows);
  }

  @Test
  void housesAreWorthWhatTheirPlaceAndIncomeTell() {
    Houses houses = new Houses(1);
    int rows = 20_000;
    double[] price = new double[rows];
    double unexplained = 0;
    int blanks = 0;
    for (int i = 0; i < rows; i++) {
      Object[] row = houses.row(i);
      price[i] = (Integer) row[8];
      double crowd = (double) (Integer) row[5] / (Integer) row[6];
      double known =
          Houses.value((Double) row[0], (Double) row[1], (Integer) row[2], (Double) row[7], crowd);
      unexplained += Math.pow(price[i] - Math.min(500_001, known), 2);
      blanks += row[4] == null ? 1 : 0;
    }
    double mean = Arrays.stream(price).average().orElseThrow();
    double variance = Arrays.stream(price).map(p -> (p - mean) * (p - mean)).sum();
    assertThat(1 - unexplained / variance).isBetween(0.84, 0.89);
    assertThat(mean).isBetween(190_000.0, 220_000.0);
    assertThat(blanks).isBetween(150, 250);
    assertThat(IntStream.range(0, rows).mapToObj(i -> houses.row(i)[9]).distinct())
        .containsExactlyInAnyOrder("NEAR BAY", "<1H OCEAN", "INLAND", "NEAR OCEAN");
  }

  /** What counts only how bright a picture is cannot tell much. */
  @Test
  void shapesOfEveryKindAreEquallyFrequentAndAboutAsLarge() {
    Shapes shapes = new Shapes(1);
    Map<String, double[]> sums = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      Object[] row = shapes.row(i);
      double[] sum = sums.computeIfAbsent((String) row[1], any -> new double[2]);
      sum[0]++;
      sum[1] += Arrays.stream((double[]) row[0]).average().orElseThrow();
    }
    assertThat(sums.keySet()).containsExactly("circle", "cross", "square", "triangle");
    for (double[] sum : sums.values()) {
      assertThat(sum[0]).isBetween(430.0, 570.0);
      assertThat(sum[1] / sum[0]).isCloseTo(0.345, within(0.015));
    }
  }

  @Test
  void digitsLookLikeTheirNeighbours() {
    Digits digits = new Digits(1);
    int known = 1500;
    double[][] images = new double[known + 300][];
    int[] labels = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      Object[] row = digits.row(i);
      images[i] = (double[]) row[0];
      labels[i] = (Integer) row[1];
    }
    int right = 0;
    for (int i = known; i < images.length; i++) {
      int nearest = 0;
      double least = Double.MAX_VALUE;
      for (int j = 0; j < known; j++) {
        double distance = 0;
        for (int p = 0; p < 784; p++) {
          distance += (images[i][p] - images[j][p]) * (images[i][p] - images[j][p]);
        }
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      right += labels[nearest] == labels[i] ? 1 : 0;
    }
    assertThat(right / 300.0).isGreaterThan(0.95);
    assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(10);
    for (double pixel : images[0]) {
      assertThat(pixel * 255).isCloseTo(Math.rint(pixel * 255), within(1e-9)).isBetween(0.0, 255.0);
    }
  }

  @Test
  void spiralsWindAroundEachOther() {
    Generator spirals = Generators.of("spirals", 1, Map.of("classes", "3", "noise", "0"));
    int[] counts = new int[3];
    for (int i = 0; i < 300; i++) {
      Object[] row = spirals.row(i);
      double radius = Math.hypot((Double) row[0], (Double) row[1]);
      double angle = Math.atan2((Double) row[1], (Double) row[0]);
      int label = (Integer) row[2];
      counts[label]++;
      double turns = angle / (2 * Math.PI) - 1.5 * radius - label / 3.0;
      assertThat(turns - Math.rint(turns)).isCloseTo(0, within(1e-9));
    }
    assertThat(counts).containsOnly(100);
  }

  @Test
  void polynomialsHaveTheirDegree() {
    for (int degree : new int[] {0, 1, 5, 20}) {
      Polynomial polynomial = new Polynomial(1, degree, 0);
      // Divided differences at degree + 2 Chebyshev points: the last is 0, the one before is not.
      int points = degree + 2;
      double[] x = new double[points];
      double[] difference = new double[points];
      for (int i = 0; i < points; i++) {
        x[i] = Math.cos(Math.PI * (i + 0.5) / points);
        difference[i] = polynomial.value(x[i]);
      }
      for (int order = 1; order < points; order++) {
        for (int i = points - 1; i >= order; i--) {
          difference[i] = (difference[i] - difference[i - 1]) / (x[i] - x[i - order]);
        }
      }
      double leading = Math.pow(2, Math.max(0, degree - 1));
      assertThat(difference[degree]).isCloseTo(leading, within(1e-6 * leading));
      assertThat(difference[degree + 1]).isCloseTo(0, within(1e-6 * leading));
      Object[] row = polynomial.row(7);
      assertThat((Double) row[1]).isEqualTo(polynomial.value((Double) row[0]));
    }
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> of("chrun", 1))
        .hasMessage(
            "Invalid generator: chrun: must be one of brackets, churn, demand, digits, houses, polynomial, shapes, spirals");
    assertThatThrownBy(() -> of("churn", 1, "noise", "1"))
        .hasMessage("Invalid option of generator churn: noise: it knows none");
    assertThatThrownBy(() -> of("spirals", 1, "degree", "1"))
        .hasMessage("Invalid option of generator spirals: degree: it knows classes, noise");
    assertThatThrownBy(() -> of("spirals", 1, "classes", "1"))
        .hasMessage("Invalid classes: 1: must be a whole number from 2 to 20");
    assertThatThrownBy(() -> of("polynomial", 1, "degree", "two"))
        .hasMessage("Invalid degree: two: must be a whole number from 0 to 32");
    assertThatThrownBy(() -> of("polynomial", 1, "noise", "-1"))
        .hasMessage("Invalid noise: -1: must be a number ≥ 0");
  }
}
