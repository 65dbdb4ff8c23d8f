package dev.bellows.loss;

import dev.bellows.nn.Activation;
import dev.bellows.nn.PointwiseActivation;

/** A loss of numbers, each the prediction itself. */
interface RegressionLoss extends OutputLoss {
  @Override
  default Problem problem() {
    return Problem.REGRESSION;
  }

  @Override
  default Activation link() {
    return new PointwiseActivation.Identity();
  }
}
