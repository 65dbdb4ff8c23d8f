package dev.bellows.data;

import java.util.List;

/** How often the training rows have each token. */
final class TokenStatistics implements InputStatistics {
  private static final long serialVersionUID = 1;
  private final String column;
  private final Tokenizer tokenizer;
  private final int slot;
  private final TokenCounts counts = new TokenCounts();

  TokenStatistics(ColumnIndex columns, InputSpec.Text spec) {
    this.column = spec.column();
    this.tokenizer = new Tokenizer(spec.unit(), spec.letters());
    this.slot = columns.tokenSlot;
  }

  @Override
  public void add(Row row) {
    counts.add(tokenizer.tokens(row.text(slot), Integer.MAX_VALUE), column);
  }

  @Override
  public void merge(InputStatistics right) {
    counts.merge(((TokenStatistics) right).counts, column);
  }

  @Override
  public FittedInputs fit(PreprocessingSpec spec, Columns columns, long rows) {
    InputSpec.Text text = (InputSpec.Text) spec.inputs();
    List<String> vocabulary = Vocabulary.fit(counts.counts(), text);
    if (vocabulary.isEmpty()) {
      throw new DataException(
          "Cannot make a vocabulary of column '%s': no token occurs at least %,d times in %,d training rows"
              .formatted(column, text.minCount(), rows));
    }
    return new FittedInputs(Shape.of(text.length()), List.of(), List.of(), List.of(), vocabulary);
  }
}
