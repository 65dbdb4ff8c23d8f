package dev.bellows.round;

import dev.bellows.data.Shape;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.train.Program;
import java.util.List;

/** A program whose arithmetic does not matter. */
final class SmallProgram {
  private SmallProgram() {}

  static Program of(int shards) {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    return new Program(
        new Network(Shape.of(3), List.of(new Dense.Spec(2, new PointwiseActivation.Identity()))),
        loss,
        Evaluation.empty(loss.problem(), 2, new double[0]),
        1,
        shards,
        10);
  }
}
