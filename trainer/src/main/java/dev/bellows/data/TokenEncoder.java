package dev.bellows.data;

import java.util.HashMap;
import java.util.List;

/** Encodes a text as the ids of its first tokens; see {@link Vocabulary}. */
final class TokenEncoder implements InputEncoder {
  private static final long serialVersionUID = 1;
  private final Tokenizer tokenizer;
  private final int length;
  private final int slot;
  private final HashMap<String, Integer> ids = new HashMap<>();

  TokenEncoder(InputSpec.Text spec, List<String> vocabulary, ColumnIndex columns) {
    this.tokenizer = new Tokenizer(spec.unit(), spec.letters());
    this.length = spec.length();
    this.slot = columns.tokenSlot;
    for (String token : vocabulary) {
      ids.put(token, Vocabulary.FIRST_TOKEN + ids.size());
    }
  }

  @Override
  public void encode(Row row, float[] into, int offset, UnseenCategories unseen) {
    int at = offset;
    for (String token : tokenizer.tokens(row.text(slot), length)) {
      into[at++] = ids.getOrDefault(token, Vocabulary.UNKNOWN);
    }
  }
}
