package dev.bellows.nn;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A vector for each token: {@code y_t = W[x_t]} (Bengio, Ducharme, Vincent and Jauvin, 2003).
 *
 * <pre>
 * x  rows × steps           ids of tokens, from 0 to vocabulary − 1
 * y  rows × steps × units   W  vocabulary × units
 * </pre>
 *
 * <p>Id 0 is padding: its vector is zero and is not trained, and the zeros behind a row's last
 * other id are beyond its length. Ids have no gradient: that of x is zero.
 */
public final class Embedding implements Layer {
  private static final long serialVersionUID = 1;
  private static final Initializer USUAL = new Initializer.Normal(1);
  private final Spec spec;
  private final int steps;
  private final int vocabulary;
  private final int units;

  /**
   * An embedding before its input is known.
   *
   * @param vocabulary ids there are, with that of padding; at least 2
   * @param units numbers of a vector; at least 1
   * @param initializer of W; null for normal ones with variance 1
   */
  public record Spec(Integer vocabulary, Integer units, Initializer initializer)
      implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      Sizes.checkAtLeast(2, "vocabulary", vocabulary);
      Sizes.checkAtLeast(1, "units", units);
    }

    /** The same for so many ids, where it does not say how many there are. */
    public Spec forVocabulary(int ids) {
      return vocabulary == null ? new Spec(ids, units, initializer) : this;
    }

    /** With the usual initializer. */
    public Spec(int vocabulary, int units) {
      this(vocabulary, units, null);
    }

    @Override
    public String name() {
      return "embedding";
    }

    @Override
    public Embedding build(Shape input) {
      return new Embedding(input, this);
    }
  }

  private Embedding(Shape input, Spec spec) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          "it got rows of %s: it takes rows of token ids, [steps]".formatted(input));
    }
    this.spec = spec;
    this.steps = input.size();
    this.vocabulary = Sizes.atLeast(2, "vocabulary", spec.vocabulary());
    this.units = Sizes.atLeast(1, "units", spec.units());
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(steps);
  }

  @Override
  public Shape outputShape() {
    return Shape.of(steps, units);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight", List.of(vocabulary, units), Parameter.Penalty.PENALIZED));
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    Initializer initializer = spec.initializer() == null ? USUAL : spec.initializer();
    WeightShape shape = new WeightShape(vocabulary, units, vocabulary, units);
    initializer.fill(parameters, offset, shape, key);
    Arrays.fill(parameters, offset, offset + units, 0);
  }

  /**
   * Looks the vectors up, and writes the lengths of the rows.
   *
   * @throws DataException if a number is not an id; it names the number
   */
  @Override
  public boolean tellsLengths() {
    return true;
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int[] lengths = pass.writeLengths();
    for (int row = 0; row < pass.rows(); row++) {
      lengths[row] = 0;
      for (int step = 0; step < steps; step++) {
        int i = row * steps + step;
        int id = id(x[xOffset + i]);
        if (id == 0) {
          Arrays.fill(y, i * units, (i + 1) * units, 0);
        } else {
          System.arraycopy(parameters, offset + id * units, y, i * units, units);
          lengths[row] = step + 1;
        }
      }
    }
  }

  private int id(float number) {
    int id = (int) number;
    if (id != number || id < 0 || id >= vocabulary) {
      throw new DataException(
          "Invalid token id: %s: must be one of 0 … %d, as the embedding's vocabulary is %d"
              .formatted(number, vocabulary - 1, vocabulary));
    }
    return id;
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
    Arrays.fill(gradient, offset, offset + vocabulary * units, 0);
    int n = pass.rows() * steps;
    for (int i = 0; i < n; i++) {
      int id = (int) x[xOffset + i];
      if (id != 0) {
        int to = offset + id * units;
        for (int unit = 0; unit < units; unit++) {
          gradient[to + unit] += dy[i * units + unit];
        }
      }
    }
    if (dx != null) {
      Arrays.fill(dx, 0, n, 0);
    }
  }
}
