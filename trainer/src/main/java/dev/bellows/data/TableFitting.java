package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.Monomial;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns {@link TableStatistics} into scales and categories, or says why the columns do not do. */
final class TableFitting {
  private final Columns columns;
  private final ColumnIndex index;
  private final PreprocessingSpec spec;
  private final TableStatistics statistics;
  private final long rows;

  TableFitting(Columns columns, PreprocessingSpec spec, TableStatistics statistics, long rows) {
    this.columns = columns;
    this.index = new ColumnIndex(columns);
    this.spec = spec;
    this.statistics = statistics;
    this.rows = rows;
  }

  FittedInputs fit() {
    List<NumericInput> numbers = new ArrayList<>();
    for (int i = 0; i < index.numbers.length; i++) {
      numbers.add(statistics.numbers().fit(i, spec, rows));
    }
    List<CategoricalInput> texts = new ArrayList<>();
    long width = Monomials.count(numbers.size(), spec.polynomialDegree());
    for (int i = 0; i < index.texts.length; i++) {
      texts.add(text(i));
      width += texts.get(i).categories().size() + 1;
    }
    if (width > Preprocessing.MAX_INPUTS) {
      throw new DataException(
          "Cannot encode rows: %d numeric columns up to degree %d and %d categorical ones give %,d inputs, more than %,d; drop columns or lower the degree"
              .formatted(
                  numbers.size(),
                  spec.polynomialDegree(),
                  texts.size(),
                  width,
                  Preprocessing.MAX_INPUTS));
    }
    List<Monomial> monomials = Monomials.fit(spec, numbers, index.numberSlots, statistics.sample());
    return new FittedInputs(
        shape(InputNames.of(numbers, monomials, texts).size()),
        numbers,
        monomials,
        texts,
        List.of());
  }

  /** The shape that was asked for; else that of the source, if nothing was added to its numbers. */
  private Shape shape(int width) {
    Shape asked = spec.inputs() instanceof InputSpec.Table table ? table.shape() : null;
    if (asked != null && asked.size() != width) {
      throw new DataException(
          "Cannot give %,d inputs the shape %s: that takes %,d; drop columns, or change the shape"
              .formatted(width, asked, asked.size()));
    }
    Shape given = asked == null ? columns.shape() : asked;
    return given != null && given.size() == width ? given : Shape.of(width);
  }

  private CategoricalInput text(int i) {
    Set<String> seen = new HashSet<>(statistics.texts(i).keySet());
    boolean missing =
        seen.remove(null) && spec.missing().category() == PreprocessingSpec.MissingCategory.OWN;
    return new CategoricalInput(index.texts[i], NaturalOrder.sorted(seen), missing);
  }
}
