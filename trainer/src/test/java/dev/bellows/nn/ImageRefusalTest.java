package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What acts on the last dimension would act on lines of pixels. */
class ImageRefusalTest {
  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(
            new LayerNorm.Spec(1e-5),
            "it got the image 2 × 4 × 3: it normalises features, or those of each step; take"
                + " batch-norm"),
        Arguments.of(
            new ActivationLayer.Spec(new Softmax()),
            "it got the image 2 × 4 × 3: softmax takes features, or those of each step; flatten"
                + " it"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theErrorTellsTheWayOut(LayerSpec spec, String message) {
    assertThatThrownBy(() -> spec.build(Shape.of(2, 4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
