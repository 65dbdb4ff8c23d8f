package dev.bellows.job;

import dev.bellows.optim.Clipping;
import dev.bellows.optim.Regularization;
import dev.bellows.train.EarlyStopping;
import dev.bellows.train.TrainingPlan;

/** Builds what the driver decides of a training run from a spec. */
public final class PlanBuilder {
  private PlanBuilder() {}

  public static TrainingPlan plan(JobSpec spec) {
    TrainingSection training = spec.training();
    EarlyStoppingSection stopping = training.earlyStopping();
    return new TrainingPlan(
        spec.optimizer().rule(),
        spec.optimizer().learningRate(),
        spec.schedule().schedule(),
        regularization(spec.regularization()),
        clipping(spec.clipping()),
        training.weightAveraging(),
        training.epochs(),
        stopping == null
            ? null
            : new EarlyStopping(stopping.metric(), stopping.patience(), stopping.minDelta()),
        training.maxDuration());
  }

  private static Regularization regularization(RegularizationSection section) {
    return new Regularization(section.l1(), section.l2(), boundOf(section.maxNorm()));
  }

  private static Clipping clipping(ClippingSection section) {
    return new Clipping(boundOf(section.norm()), boundOf(section.value()));
  }

  private static double boundOf(Double bound) {
    return bound == null ? Double.POSITIVE_INFINITY : bound;
  }
}
