package dev.bellows.job;

import dev.bellows.optim.Regularization;
import dev.bellows.train.EarlyStopping;
import dev.bellows.train.TrainingPlan;

/** Builds what the driver decides of a training run from a spec. */
public final class PlanBuilder {
  private PlanBuilder() {}

  public static TrainingPlan plan(JobSpec spec) {
    TrainingSection training = spec.training();
    EarlyStoppingSection stopping = training.earlyStopping();
    Double norm = spec.clipping().norm();
    return new TrainingPlan(
        spec.optimizer().rule(),
        spec.optimizer().learningRate(),
        spec.schedule(),
        new Regularization(spec.regularization().l1(), spec.regularization().l2()),
        norm == null ? Double.POSITIVE_INFINITY : norm,
        training.epochs(),
        stopping == null
            ? null
            : new EarlyStopping(stopping.metric(), stopping.patience(), stopping.minDelta()),
        training.maxDuration());
  }
}
