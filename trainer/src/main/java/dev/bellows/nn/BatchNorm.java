package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Sums;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation: each {@linkplain Channels channel} is shifted and scaled to mean 0 and
 * variance 1 over the slice, then by a gain and a bias that are learnt (Ioffe and Szegedy, 2015).
 *
 * <pre>
 * y = (x − μ) / √(σ² + ε) · gain + bias        x, y  rows × any shape     gain, bias  channels
 * </pre>
 *
 * <p>While training, μ and σ² are those of all rows and positions of the slice that count; with a
 * single number in a channel σ² is 0. The running mean, and the running variance of {@code n − 1}
 * degrees of freedom, follow at {@code momentum} a step; prediction uses them.
 */
public final class BatchNorm implements Layer {
  private static final long serialVersionUID = 1;
  private static final int X = 0; // channel by channel, where a row has it otherwise
  private static final int Y = 1;
  private static final int MOMENTS = 2; // mean, 1 / √(σ² + ε), the variance to run along

  private final Spec spec;
  private final Shape shape;
  private final Channels channels;
  private final int count;

  /**
   * Batch normalisation before its input is known.
   *
   * @param momentum weight of the newest step in the running statistics, in [0, 1]
   * @param epsilon added to the variance; above 0
   */
  public record Spec(double momentum, double epsilon) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      if (!(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException(
            "Invalid momentum: %s: must be ≥ 0 and ≤ 1".formatted(momentum));
      }
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("Invalid epsilon: %s: must be > 0".formatted(epsilon));
      }
    }

    @Override
    public String name() {
      return "batch-norm";
    }

    @Override
    public boolean mixesRows() {
      return true;
    }

    @Override
    public BatchNorm build(Shape input) {
      return new BatchNorm(input, this);
    }
  }

  private BatchNorm(Shape input, Spec spec) {
    this.spec = spec;
    this.shape = input;
    this.channels = Channels.of(input);
    this.count = channels.count();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("gain", List.of(count), Parameter.Penalty.FREE),
        new Parameter("bias", List.of(count), Parameter.Penalty.FREE));
  }

  @Override
  public List<Statistic> statistics() {
    return List.of(
        new Statistic("running-mean", List.of(count), 0, spec.momentum()),
        new Statistic("running-variance", List.of(count), 1, spec.momentum()));
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    Arrays.fill(parameters, offset, offset + count, 1);
    Arrays.fill(parameters, offset + count, offset + 2 * count, 0);
  }

  /** Numbers of one channel that lie together; channels follow each other, then the next group. */
  private int length(LayerPass pass) {
    return channels.isImage() ? channels.positions() : channels.total(pass);
  }

  private int groups(LayerPass pass) {
    return channels.isImage() ? pass.rows() : 1;
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    float[] values = x;
    int from = xOffset;
    float[] results = y;
    if (!channels.isImage()) {
      values = pass.floats(X, pass.rows() * channels.size());
      from = 0;
      results = pass.floats(Y, pass.rows() * channels.size());
      channels.gather(pass, x, xOffset, values);
    }
    float[] moments = pass.floats(MOMENTS, 3 * count);
    for (int channel = 0; channel < count; channel++) {
      measure(pass, parameters, values, from, channel, moments);
    }
    int length = length(pass);
    for (int block = 0; block < groups(pass) * count; block++) {
      int channel = block % count;
      float mean = moments[channel];
      float factor = moments[count + channel] * parameters[offset + channel];
      float bias = parameters[offset + count + channel];
      int first = block * length;
      for (int i = first; i < first + length; i++) {
        results[i] = (values[from + i] - mean) * factor + bias;
      }
    }
    if (!channels.isImage()) {
      channels.scatter(pass, results, y);
    }
  }

  /** Writes by what a channel is normalised: the slice's moments, or the running ones. */
  private void measure(
      LayerPass pass, float[] parameters, float[] values, int from, int channel, float[] moments) {
    double mean = parameters[pass.statistics() + channel];
    double variance = parameters[pass.statistics() + count + channel];
    double running = variance;
    if (pass.isTraining()) {
      int length = length(pass);
      int total = Math.max(1, groups(pass) * length);
      double sum = 0;
      for (int group = 0; group < groups(pass); group++) {
        int first = from + (group * count + channel) * length;
        sum += Sums.sum(values, first, first + length);
      }
      mean = sum / total;
      double squares = 0;
      for (int group = 0; group < groups(pass); group++) {
        int first = from + (group * count + channel) * length;
        squares += Sums.squares(values, first, first + length, mean);
      }
      variance = squares / total;
      running = squares / Math.max(1, total - 1);
    }
    moments[channel] = (float) mean;
    moments[count + channel] = (float) (1 / Math.sqrt(variance + spec.epsilon()));
    moments[2 * count + channel] = (float) running;
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
    float[] values = x;
    int from = xOffset;
    float[] slopes = dy;
    if (!channels.isImage()) {
      values = pass.floats(X, 0);
      from = 0;
      slopes = pass.floats(Y, 0);
      channels.gather(pass, dy, 0, slopes);
    }
    float[] moments = pass.floats(MOMENTS, 3 * count);
    for (int channel = 0; channel < count; channel++) {
      backward(pass, parameters, offset, values, from, slopes, channel, gradient);
      gradient[pass.statistics() + channel] = moments[channel] * pass.rows();
      gradient[pass.statistics() + count + channel] = moments[2 * count + channel] * pass.rows();
    }
    if (dx == null) {
      return;
    }
    if (channels.isImage()) {
      System.arraycopy(slopes, 0, dx, 0, pass.rows() * channels.size());
    } else {
      channels.scatter(pass, slopes, dx);
    }
  }

  /**
   * The gradients of gain and bias, and in {@code slopes}, over that of y, the one of x: with x̂
   * the normalised x and means over the channel, {@code dx = gain / √(σ² + ε) · (dy − mean(dy) − x̂
   * · mean(dy · x̂))}. The running moments do not depend on x, and both means fall away.
   */
  private void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] values,
      int from,
      float[] slopes,
      int channel,
      float[] gradient) {
    int length = length(pass);
    float[] moments = pass.floats(MOMENTS, 3 * count);
    float mean = moments[channel];
    double scale = moments[count + channel];
    double sum = 0;
    double products = 0;
    for (int group = 0; group < groups(pass); group++) {
      int first = (group * count + channel) * length;
      sum += Sums.sum(slopes, first, first + length);
      products += Sums.products(slopes, first, values, from + first, length, mean);
    }
    gradient[offset + channel] = (float) (products * scale);
    gradient[offset + count + channel] = (float) sum;
    int total = Math.max(1, groups(pass) * length);
    float factor = (float) (scale * parameters[offset + channel]);
    float shift = pass.isTraining() ? (float) (sum / total) : 0;
    float tilt = pass.isTraining() ? (float) (products * scale * scale / total) : 0;
    for (int group = 0; group < groups(pass); group++) {
      int first = (group * count + channel) * length;
      for (int i = first; i < first + length; i++) {
        slopes[i] = factor * (slopes[i] - shift - (values[from + i] - mean) * tilt);
      }
    }
  }
}
