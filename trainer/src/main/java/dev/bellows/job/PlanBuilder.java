package dev.bellows.job;

import dev.bellows.optim.Adam;
import dev.bellows.optim.Momentum;
import dev.bellows.optim.Nesterov;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.train.EarlyStopping;
import dev.bellows.train.TrainingPlan;

/** Builds what the driver decides of a training run from a spec. */
public final class PlanBuilder {
  private static final double MOMENTUM = 0.9;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private PlanBuilder() {}

  public static TrainingPlan plan(JobSpec spec) {
    TrainingSection training = spec.training();
    EarlyStoppingSection stopping = training.earlyStopping();
    Double norm = spec.clipping().norm();
    return new TrainingPlan(
        optimizer(spec.optimizer()),
        spec.optimizer().learningRate(),
        schedule(spec.schedule()),
        new Regularization(spec.regularization().l1(), spec.regularization().l2()),
        norm == null ? Double.POSITIVE_INFINITY : norm,
        training.epochs(),
        stopping == null
            ? null
            : new EarlyStopping(stopping.metric(), stopping.patience(), stopping.minDelta()),
        training.maxDuration());
  }

  static Optimizer optimizer(OptimizerSection optimizer) {
    double momentum = or(optimizer.momentum(), MOMENTUM);
    return switch (optimizer.name()) {
      case SGD -> Optimizers.sgd();
      case MOMENTUM -> new Momentum(momentum);
      case NESTEROV -> new Nesterov(momentum);
      case ADAM ->
          new Adam(
              or(optimizer.beta1(), BETA1),
              or(optimizer.beta2(), BETA2),
              or(optimizer.epsilon(), EPSILON));
    };
  }

  static Schedule schedule(ScheduleSection schedule) {
    return switch (schedule.name()) {
      case CONSTANT -> new Schedule.Constant();
      case STEP -> new Schedule.Step(or(schedule.factor(), 0.1), or(schedule.every(), 1.0 / 3));
      case COSINE -> new Schedule.Cosine(or(schedule.floor(), 0));
    };
  }

  private static double or(Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
