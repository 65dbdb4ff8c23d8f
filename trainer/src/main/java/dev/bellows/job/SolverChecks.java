package dev.bellows.job;

import dev.bellows.job.JobSpec.Solver;
import dev.bellows.nn.LayerSpec;
import dev.bellows.optim.Lbfgs;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedule;

/** Whether what belongs to steps along a gradient is asked of a way that takes none. */
final class SolverChecks {
  private final JobSpec spec;
  private final SpecDocument document;

  SolverChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.document = document;
  }

  void check() {
    if (spec.solver() == Solver.NORMAL_EQUATIONS) {
      closedForm();
    } else if (spec.optimizer().rule() instanceof Lbfgs) {
      lineSearch();
    }
  }

  private void closedForm() {
    String wayOut =
        "solver: normal-equations takes no steps and knows l2 only; leave it out, or say solver: gradient";
    Optimizer usual = Optimizers.adam();
    OptimizerSection unsaid = new OptimizerSection(usual, usual.usualLearningRate());
    refuse("optimizer", !spec.optimizer().equals(unsaid), wayOut);
    refuse("training.early-stopping", spec.training().earlyStopping() != null, wayOut);
    steps(wayOut);
  }

  private void lineSearch() {
    String wayOut =
        "optimizer: lbfgs minimises one smooth sum over rows by line searches; leave it out, or take another optimizer";
    steps(wayOut);
    for (int i = 0; i < spec.network().size(); i++) {
      LayerSpec layer = spec.network().get(i);
      refuse("network." + i, layer.isRandom() || layer.mixesRows(), wayOut);
    }
  }

  /** What changes single steps along a gradient. */
  private void steps(String wayOut) {
    refuse("schedule", !spec.schedule().schedule().equals(new Schedule.Constant()), wayOut);
    refuse("clipping", spec.clipping().norm() != null || spec.clipping().value() != null, wayOut);
    refuse("training.weight-averaging", spec.training().weightAveraging() > 0, wayOut);
    refuse("regularization.l1", spec.regularization().l1() > 0, wayOut);
    refuse("regularization.max-norm", spec.regularization().maxNorm() != null, wayOut);
  }

  private void refuse(String path, boolean isGiven, String wayOut) {
    if (isGiven && !document.isWrong(path)) {
      document.invalid(path, wayOut);
    }
  }
}
