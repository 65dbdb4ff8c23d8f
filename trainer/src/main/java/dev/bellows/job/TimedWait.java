package dev.bellows.job;

import dev.bellows.data.Shape;
import dev.bellows.nn.Layer;
import dev.bellows.nn.LayerPass;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A layer that has parameters and, in place of arithmetic, waits: many executors can share a core
 * and still take their time side by side, as they would on machines of their own. Its outputs and
 * its gradient, which is there all at once, are zeros.
 */
final class TimedWait implements Layer {
  private static final long serialVersionUID = 1;
  private static final int OUTPUTS = 2;

  private final Spec spec;
  private final Shape input;

  /**
   * The layer before its input is known.
   *
   * @param parameters how many
   * @param nanos of a forward pass
   */
  record Spec(int parameters, long nanos) implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "timed-wait";
    }

    @Override
    public TimedWait build(Shape input) {
      return new TimedWait(this, input);
    }
  }

  private TimedWait(Spec spec, Shape input) {
    this.spec = spec;
    this.input = input;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape outputShape() {
    return Shape.of(OUTPUTS);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("weight", List.of(spec.parameters()), Parameter.Penalty.FREE));
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    waitFor(spec.nanos());
    Arrays.fill(y, 0, pass.rows() * OUTPUTS, 0);
  }

  /** Waits, as exactly as the system's timer allows. */
  static void waitFor(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient) {
    Arrays.fill(gradient, offset, offset + spec.parameters(), 0);
  }
}
