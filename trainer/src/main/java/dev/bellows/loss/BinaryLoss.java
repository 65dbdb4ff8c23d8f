package dev.bellows.loss;

import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.nn.Activation;
import dev.bellows.nn.PointwiseActivation;

/** A loss of answers that are 0 or 1, of which σ(z) is the probability of 1. */
interface BinaryLoss extends OutputLoss {
  @Override
  default Problem problem() {
    return Problem.BINARY;
  }

  @Override
  default TargetValues targetValues() {
    return TargetValues.ZERO_OR_ONE;
  }

  @Override
  default Activation link() {
    return new PointwiseActivation.Sigmoid();
  }
}
