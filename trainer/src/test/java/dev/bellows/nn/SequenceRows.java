package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.stream.Stream;

/** The contract suite's rows of layers for sequences, with and without unequal lengths. */
final class SequenceRows {
  private SequenceRows() {}

  static Stream<LayerRow> all() {
    return Stream.of(
        LayerRow.of("embedding", Shape.of(5), new Embedding.Spec(7, 3)).ofTokens(),
        LayerRow.of("masking", Shape.of(4, 2), new Masking.Spec()).ofPaddedSequences());
  }
}
