package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.Monomial;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What each input of a row is, in the order in which they are encoded. */
final class InputNames {
  private InputNames() {}

  /** The source column of each input, in the same order; a product of columns is one of its own. */
  private static List<String> columns(
      List<NumericInput> numbers, List<Monomial> monomials, List<CategoricalInput> texts) {
    List<String> columns =
        new ArrayList<>(
            of(numbers, monomials, List.of()).subList(0, numbers.size() + monomials.size()));
    numbers.stream()
        .filter(NumericInput::indicator)
        .map(NumericInput::column)
        .forEach(columns::add);
    for (CategoricalInput input : texts) {
      int inputs = input.categories().size() + (input.missing() ? 1 : 0);
      columns.addAll(Collections.nCopies(inputs, input.column()));
    }
    return columns;
  }

  /** The source column of each input; none where inputs are not made of columns. */
  static List<String> columns(FittedPreprocessing fitted) {
    if (fitted.spec().inputs() instanceof InputSpec.Series series) {
      return Collections.nCopies(series.steps(), series.columns()).stream()
          .flatMap(List::stream)
          .toList();
    }
    return columns(fitted.numbers(), fitted.monomials(), fitted.texts());
  }

  /** The names of all inputs. */
  static List<String> of(FittedPreprocessing fitted) {
    if (fitted.spec().inputs() instanceof InputSpec.Series series) {
      List<String> names = new ArrayList<>();
      for (int step = 0; step < series.steps(); step++) {
        for (String column : series.columns()) {
          names.add(column + "[" + step + "]");
        }
      }
      return names;
    }
    if (fitted.spec().inputs() instanceof InputSpec.Text text) {
      return elements(text.column(), text.length());
    }
    if (fitted.spec().inputs() instanceof InputSpec.Image image) {
      return elements(image.column(), fitted.shape().size());
    }
    return of(fitted.numbers(), fitted.monomials(), fitted.texts());
  }

  private static List<String> elements(String column, int count) {
    return IntStream.range(0, count).mapToObj(i -> column + "[" + i + "]").toList();
  }

  /** The names of a table's inputs. */
  static List<String> of(
      List<NumericInput> numbers, List<Monomial> monomials, List<CategoricalInput> texts) {
    List<String> names = new ArrayList<>();
    for (NumericInput input : numbers) {
      names.add(input.column());
    }
    for (Monomial monomial : monomials) {
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < monomial.columns().size(); i++) {
        int power = monomial.powers().get(i);
        name.append(i == 0 ? "" : " ")
            .append(numbers.get(monomial.columns().get(i)).column())
            .append(power == 1 ? "" : "^" + power);
      }
      names.add(name.toString());
    }
    for (NumericInput input : numbers) {
      if (input.indicator()) {
        names.add(input.column() + " is missing");
      }
    }
    for (CategoricalInput input : texts) {
      for (String category : input.categories()) {
        names.add(input.column() + "=" + category);
      }
      if (input.missing()) {
        names.add(input.column() + " is missing");
      }
    }
    return names;
  }
}
