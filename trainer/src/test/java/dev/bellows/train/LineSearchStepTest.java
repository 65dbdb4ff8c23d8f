package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Lbfgs;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** L-BFGS through the training loop, on functions of a weight and a bias. */
class LineSearchStepTest {
  private static final Network NETWORK =
      new Network(
          Shape.of(1),
          List.of(
              new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Normal(0))));

  /** A loss and its gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Value(double loss, float[] gradient) {}

  /** An engine whose loss is a function of the two parameters, for rows of the weight 4. */
  private static final class FunctionEngine implements Engine {
    private final Function<float[], Value> function;
    private final StepSum sum = new StepSum(new float[2], 0, 0, 0, 0); // used again, as engines do
    private int gradients;

    FunctionEngine(Function<float[], Value> function) {
      this.function = function;
    }

    @Override
    public StepSum gradient(long step, float[] parameters) {
      gradients++;
      assertThat(step).as("all are of one function").isZero();
      Value value = function.apply(parameters);
      for (int i = 0; i < value.gradient().length; i++) {
        sum.gradient()[i] = 4 * value.gradient()[i];
      }
      sum.set(4 * value.loss(), 4, 3, 0);
      return sum;
    }

    @Override
    public ChunkThreads idleThreads() {
      return new ChunkThreads(1);
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public Evaluation evaluate(float[] parameters) {
      return program().emptyEvaluation();
    }

    @Override
    public <T extends java.io.Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void findsTheEndOfRosenbrocksValley() {
    FunctionEngine engine = new FunctionEngine(LineSearchStepTest::rosenbrock);
    TrainingState state = state(plan(new Lbfgs(10, 1e-4), 100, 0));
    TrainingResult result = train(state, plan(new Lbfgs(10, 1e-4), 100, 0), engine);

    assertThat(result.end()).isEqualTo(TrainingResult.End.CONVERGED);
    assertThat(result.epochs()).isLessThan(60);
    assertThat(engine.gradients).isLessThan(100);
    assertThat((double) state.parameters()[0]).isCloseTo(1, within(1e-3));
    assertThat((double) state.parameters()[1]).isCloseTo(1, within(1e-3));
  }

  @Test
  void everyIterationLowersTheLossAndIsReported() {
    List<StepReport> reports = new ArrayList<>();
    TrainingPlan plan = plan(new Lbfgs(5, 1e-4), 100, 0);
    TrainingState state = state(plan);
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
            losses.add(rosenbrock(state.parameters()).loss());
          }
        };
    Engine engine = new FunctionEngine(LineSearchStepTest::rosenbrock);
    TrainingResult result = new Trainer(program(), plan, engine, listener).train(state);

    assertThat(reports).hasSize(result.epochs());
    assertThat(reports.get(0).loss())
        .isCloseTo(rosenbrock(new float[] {-1.2f, 1}).loss(), within(1e-6));
    for (int i = 0; i < reports.size(); i++) {
      assertThat(reports.get(i).step()).isEqualTo(i);
      assertThat(reports.get(i).rows()).isEqualTo(3);
      assertThat(losses.get(i)).isLessThan(reports.get(i).loss());
      assertThat(reports.get(i).learningRate()).isPositive();
    }
  }

  @Test
  void stopAndResumeEqualsStraightThrough() {
    TrainingPlan whole = plan(new Lbfgs(4, 0), 20, 0.01);
    TrainingState straight = state(whole);
    train(straight, whole, new FunctionEngine(LineSearchStepTest::rosenbrock));

    TrainingState resumed = state(whole);
    train(
        resumed,
        plan(new Lbfgs(4, 0), 7, 0.01),
        new FunctionEngine(LineSearchStepTest::rosenbrock));
    assertThat(resumed.step()).isEqualTo(7);
    train(resumed, whole, new FunctionEngine(LineSearchStepTest::rosenbrock));
    assertThat(resumed.step()).isEqualTo(20);
    assertThat(resumed.parameters()).containsExactly(straight.parameters());
    assertThat(resumed.optimizerState()).isDeepEqualTo(straight.optimizerState());
  }

  /** {@code (w − 3)² / 2 + l2 / 2 · w²} is lowest at {@code 3 / (1 + l2)}; the bias is free. */
  @Test
  void thePenaltyIsPartOfWhatIsMinimised() {
    FunctionEngine engine =
        new FunctionEngine(
            p ->
                new Value(
                    (p[0] - 3) * (p[0] - 3) / 2 + (p[1] + 2) * (p[1] + 2) / 2,
                    new float[] {p[0] - 3, p[1] + 2}));
    TrainingPlan plan = plan(new Lbfgs(10, 1e-6), 50, 0.5);
    TrainingState state = state(plan);
    TrainingResult result = train(state, plan, engine);

    assertThat(result.end()).isEqualTo(TrainingResult.End.CONVERGED);
    assertThat((double) state.parameters()[0]).isCloseTo(2, within(1e-5));
    assertThat((double) state.parameters()[1]).isCloseTo(-2, within(1e-5));
  }

  @Test
  void whereNothingIsLowerTrainingHasConvergedWithTheSameWeights() {
    FunctionEngine liar =
        new FunctionEngine(p -> new Value(p[0] == -1.2f ? 1 : 2, new float[] {1, 1}));
    TrainingPlan plan = plan(new Lbfgs(10, 1e-6), 50, 0);
    TrainingState state = state(plan);
    TrainingResult result = train(state, plan, liar);

    assertThat(result.end()).isEqualTo(TrainingResult.End.CONVERGED);
    assertThat(result.epochs()).isEqualTo(1);
    assertThat(state.parameters()).containsExactly(-1.2f, 1);
  }

  @Test
  void aTrialThatOverflowsIsTooFar() {
    FunctionEngine engine =
        new FunctionEngine(
            p ->
                p[0] > 0.5f
                    ? new Value(Double.NaN, new float[] {Float.NaN, 0})
                    : new Value(
                        -Math.log(1 - p[0]) - 8 * p[0], new float[] {1 / (1 - p[0]) - 8, 0}));
    TrainingPlan plan = plan(new Lbfgs(10, 1e-6), 3, 0);
    TrainingState state = state(plan);
    train(state, plan, engine);
    assertThat(state.parameters()[0]).isBetween(-1f, 0.5f);
  }

  @Test
  void aLossThatIsNoNumberEndsTraining() {
    FunctionEngine engine = new FunctionEngine(p -> new Value(Double.NaN, new float[] {0, 0}));
    TrainingPlan plan = plan(new Lbfgs(10, 1e-6), 3, 0);
    TrainingState state = state(plan);
    assertThatThrownBy(() -> train(state, plan, engine))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            "Training diverged at step 0: the loss is NaN. Try scaling: standardize, or");
    assertThat(state.parameters()).containsExactly(-1.2f, 1);
  }

  @Test
  void refusesSeveralStepsInAnEpochAndWhatIsNotSmooth() {
    Program cut =
        new Program(NETWORK, new MeanSquaredError(), program().emptyEvaluation(), 1, 1, 2);
    TrainingPlan plan = plan(new Lbfgs(10, 1e-6), 3, 0);
    Engine engine = new FunctionEngine(LineSearchStepTest::rosenbrock);
    Trainer trainer = new Trainer(cut, plan, engine, TrainingListener.NONE);
    assertThatThrownBy(() -> trainer.train(state(plan)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid steps of an epoch: 2: lbfgs takes all rows in each; must be 1");
    Network random =
        new Network(
            Shape.of(1),
            List.of(
                new Dropout.Spec(0.5),
                new Dense.Spec(1, new PointwiseActivation.Identity(), null)));
    Program masked =
        new Program(random, new MeanSquaredError(), program().emptyEvaluation(), 1, 1, 1);
    assertThatThrownBy(
            () -> new Trainer(masked, plan, engine, TrainingListener.NONE).train(state(plan)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid network: a layer draws random numbers or mixes rows")
        .hasMessageEndingWith("leave it out, or take another optimizer");
    assertThatThrownBy(
            () ->
                new TrainingPlan(
                    new Lbfgs(10, 1e-6),
                    1,
                    new Schedule.Constant(),
                    new Regularization(0.1, 0),
                    Clipping.NONE,
                    0,
                    3,
                    null,
                    null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid plan: lbfgs minimises a smooth sum over rows");
  }

  private static Value rosenbrock(float[] p) {
    double x = p[0];
    double valley = p[1] - x * x;
    return new Value(
        (1 - x) * (1 - x) + 100 * valley * valley,
        new float[] {(float) (-2 * (1 - x) - 400 * x * valley), (float) (200 * valley)});
  }

  private static Program program() {
    Evaluation empty = Evaluation.empty(Problem.REGRESSION, 1, new double[] {1});
    return new Program(NETWORK, new MeanSquaredError(), empty, 1, 1, 1);
  }

  private static TrainingState state(TrainingPlan plan) {
    TrainingState state = new TrainingState(NETWORK, plan, 1);
    state.parameters()[0] = -1.2f;
    state.parameters()[1] = 1;
    return state;
  }

  private static TrainingPlan plan(Lbfgs lbfgs, int epochs, double l2) {
    return new TrainingPlan(
        lbfgs,
        1,
        new Schedule.Constant(),
        new Regularization(0, l2),
        Clipping.NONE,
        0,
        epochs,
        null,
        null);
  }

  private static TrainingResult train(TrainingState state, TrainingPlan plan, Engine engine) {
    return new Trainer(program(), plan, engine, TrainingListener.NONE).train(state);
  }
}
