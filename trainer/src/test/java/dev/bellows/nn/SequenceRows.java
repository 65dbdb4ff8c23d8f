package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.List;
import java.util.stream.Stream;

/** The contract suite's rows of layers for sequences, with and without unequal lengths. */
final class SequenceRows {
  private SequenceRows() {}

  static Stream<LayerRow> all() {
    return Stream.of(
        LayerRow.of("embedding", Shape.of(5), new Embedding.Spec(7, 3)).ofTokens(),
        LayerRow.of("masking", Shape.of(4, 2), new Masking.Spec()).ofPaddedSequences(),
        whole("rnn, tanh", new Rnn.Spec(3, Returns.LAST, null)),
        whole("rnn, relu", new Rnn.Spec(3, Returns.SEQUENCE, new PointwiseActivation.Relu())),
        whole("gru", new Gru.Spec(3, Returns.LAST)),
        whole("gru, sequence", new Gru.Spec(2, Returns.SEQUENCE)),
        whole("lstm", new Lstm.Spec(3, Returns.LAST)),
        whole("lstm, sequence", new Lstm.Spec(2, Returns.SEQUENCE)),
        whole("attention, one head", new Attention.Spec(1, Attention.Mask.NONE)),
        whole("attention, causal", new Attention.Spec(2, Attention.Mask.CAUSAL)),
        whole("attention, dropout", new Attention.Spec(2, Attention.Mask.NONE, 0.4)).dependent(),
        whole("positional-embedding", position(PositionalEmbedding.Kind.LEARNED)),
        whole("positional-embedding, waves", position(PositionalEmbedding.Kind.SINUSOIDAL)),
        padded("positional-embedding", position(PositionalEmbedding.Kind.LEARNED)),
        padded("positional-embedding, waves", position(PositionalEmbedding.Kind.SINUSOIDAL)),
        padded("attention", new Attention.Spec(2, Attention.Mask.NONE)),
        padded("attention, causal", new Attention.Spec(2, Attention.Mask.CAUSAL)),
        padded("attention, dropout", new Attention.Spec(1, Attention.Mask.NONE, 0.4)).dependent(),
        padded(
            "dense, then flatten",
            new Chain.Spec(List.of(new Dense.Spec(3, null), new Flatten.Spec()))),
        padded("rnn, tanh", new Rnn.Spec(3, Returns.SEQUENCE, null)),
        padded("rnn, relu", new Rnn.Spec(3, Returns.LAST, new PointwiseActivation.Relu())),
        padded("gru", new Gru.Spec(3, Returns.LAST)),
        padded("gru, sequence", new Gru.Spec(2, Returns.SEQUENCE)),
        padded("lstm", new Lstm.Spec(3, Returns.LAST)),
        padded("lstm, sequence", new Lstm.Spec(2, Returns.SEQUENCE)));
  }

  private static LayerSpec position(PositionalEmbedding.Kind kind) {
    return new PositionalEmbedding.Spec(kind);
  }

  private static LayerRow whole(String name, LayerSpec spec) {
    return LayerRow.of(name, Shape.of(5, 2), spec);
  }

  private static LayerRow padded(String name, LayerSpec spec) {
    return LayerRow.of(
            name + ", unequal lengths", Shape.of(5, 2), Chain.Spec.of(new Masking.Spec(), spec))
        .ofPaddedSequences();
  }
}
