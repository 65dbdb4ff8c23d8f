package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.stream.Stream;

/** The contract suite's rows of layers that normalise. */
final class NormRows {
  private static final LayerSpec BATCH_NORM = new BatchNorm.Spec(0.1, 1e-5);
  private static final LayerSpec LAYER_NORM = new LayerNorm.Spec(1e-5);

  private NormRows() {}

  static Stream<LayerRow> all() {
    return Stream.of(
        LayerRow.of("batch-norm", Shape.of(5), BATCH_NORM).dependent(),
        LayerRow.of("batch-norm, images", Shape.of(3, 2, 4), BATCH_NORM).dependent(),
        LayerRow.of("batch-norm, one channel", Shape.of(1, 3, 1), BATCH_NORM).dependent(),
        LayerRow.of("batch-norm, sequences", Shape.of(4, 3), BATCH_NORM).dependent(),
        LayerRow.of(
                "batch-norm, unequal lengths",
                Shape.of(4, 3),
                Chain.Spec.of(new Masking.Spec(), BATCH_NORM))
            .ofPaddedSequences()
            .dependent(),
        LayerRow.of("layer-norm", Shape.of(5), LAYER_NORM),
        LayerRow.of("layer-norm, sequences", Shape.of(3, 4), LAYER_NORM));
  }
}
