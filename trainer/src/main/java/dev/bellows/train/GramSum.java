package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Chunk;
import dev.bellows.data.Shard;
import dev.bellows.linalg.Blas;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Weight, weighted means and centred weighted squares {@code Σ_r w_r (z_r − z̄)(z_r − z̄)ᵀ} of rows
 * {@code z = [inputs, targets]}, in double precision. Blocks of rows are centred by their own means
 * and joined by the rule of Chan, Golub and LeVeque (1983), the rank-1 term of which is one more
 * row of the block: columns far from zero cost no digits. A class, not a record, since Kryo writes
 * it.
 */
final class GramSum implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BLOCK_ROWS = 256;

  private final int width;
  private final double[] means;
  private final double[] squares; // column-major, the lower triangle
  private double weight;

  private GramSum(int width) {
    this.width = width;
    this.means = new double[width];
    this.squares = new double[Math.multiplyExact(width, width)];
  }

  /** The sum over the rows of {@code shard}; null where there is none. */
  static GramSum of(Shard shard) {
    if (shard.rows() == 0) {
      return null;
    }
    Batch like = shard.chunks().get(0).frame(0);
    GramSum sum = new GramSum(like.inputWidth() + like.targetWidth());
    double[] block = new double[(BLOCK_ROWS + 1) * sum.width];
    for (Chunk chunk : shard.chunks()) {
      for (int from = 0; from < chunk.rows(); from += BLOCK_ROWS) {
        sum.add(chunk.slice(from, Math.min(BLOCK_ROWS, chunk.rows() - from)), block);
      }
    }
    return sum;
  }

  /** The sum with the right neighbour's; this one is reused for it. */
  GramSum merge(GramSum right) {
    for (int column = 0; column < width; column++) {
      for (int i = column * width + column; i < (column + 1) * width; i++) {
        squares[i] += right.squares[i];
      }
    }
    double[] difference = new double[width];
    join(right.means, right.weight, difference, 0);
    Blas.dsyrk("L", "N", width, 1, 1, difference, 0, width, 1, squares, 0, width);
    return this;
  }

  double weight() {
    return weight;
  }

  double mean(int i) {
    return means[i];
  }

  /** {@code Σ_r w_r (z_ri − z̄_i)(z_rj − z̄_j)}. */
  double square(int i, int j) {
    return squares[Math.min(i, j) * width + Math.max(i, j)];
  }

  private void add(Batch rows, double[] block) {
    double[] blockMeans = new double[width];
    double blockWeight = 0;
    for (int row = 0; row < rows.rows(); row++) {
      copy(rows, row, block);
      double rowWeight = rows.weight(row);
      blockWeight += rowWeight;
      for (int i = 0; i < width; i++) {
        blockMeans[i] += rowWeight * block[row * width + i];
      }
    }
    if (blockWeight == 0) {
      return;
    }
    for (int i = 0; i < width; i++) {
      blockMeans[i] /= blockWeight;
    }
    for (int row = 0; row < rows.rows(); row++) {
      double root = Math.sqrt(rows.weight(row));
      for (int i = 0; i < width; i++) {
        block[row * width + i] = root * (block[row * width + i] - blockMeans[i]);
      }
    }
    join(blockMeans, blockWeight, block, rows.rows() * width);
    Blas.dsyrk("L", "N", width, rows.rows() + 1, 1, block, 0, width, 1, squares, 0, width);
  }

  private void copy(Batch rows, int row, double[] block) {
    int inputs = rows.inputWidth();
    int source = rows.inputOffset() + row * inputs;
    for (int i = 0; i < inputs; i++) {
      block[row * width + i] = rows.inputs()[source + i];
    }
    for (int i = inputs; i < width; i++) {
      block[row * width + i] = rows.target(row, i - inputs);
    }
  }

  /** Moves mean and weight on; writes the difference of the means, times √(w₁ w₂ / (w₁ + w₂)). */
  private void join(double[] otherMeans, double otherWeight, double[] into, int offset) {
    double total = weight + otherWeight;
    if (otherWeight == 0) {
      Arrays.fill(into, offset, offset + width, 0);
      return;
    }
    double share = otherWeight / total;
    double root = Math.sqrt(weight * share);
    for (int i = 0; i < width; i++) {
      double difference = otherMeans[i] - means[i];
      into[offset + i] = root * difference;
      means[i] += share * difference;
    }
    weight = total;
  }
}
