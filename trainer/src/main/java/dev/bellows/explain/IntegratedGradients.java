package dev.bellows.explain;

import dev.bellows.data.Row;
import dev.bellows.loss.Problem;
import dev.bellows.model.Model;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each input contributes to a row's answer: {@code (x_i − b_i) ∫₀¹ ∂F/∂x_i (b + α (x − b))
 * dα}, where b is the mean row (Sundararajan, Taly and Yan, 2017). A row's contributions add up to
 * {@code F(x) − F(b)}. F is the logit of the positive class, or of the class that is predicted for
 * the row; of a regression the first target, in the source's units where the loss predicts it as it
 * is; of several labels the first one's logit.
 *
 * <p>The integral is a midpoint sum; the rows are walked in slices, so that memory stays small.
 */
public final class IntegratedGradients {
  private static final int SLICE = 256;
  private static final int STEPS = 64;

  private final Network network;
  private final float[] parameters;
  private final Workspace workspace;
  private final int width;
  private final Problem problem;
  private final double scale;

  private IntegratedGradients(Model model) {
    this.network = model.network();
    this.parameters = model.parameters();
    this.workspace = new Workspace(network);
    this.width = network.inputs();
    this.problem = model.loss().problem();
    this.scale = problem == Problem.REGRESSION ? model.preprocessing().targetScale()[0] : 1;
  }

  /**
   * What a column contributes.
   *
   * @param column of the source, or a product of columns
   * @param size the mean of the contribution's absolute value over the rows, in units of F
   * @param inputs the column's mean contribution over the rows where each of its inputs is above
   *     the mean row's: those of a category, say, or those with a large number
   */
  public record Contribution(String column, double size, Map<String, Double> inputs) {}

  /**
   * The contributions of all columns, the largest first.
   *
   * @param rows with the model's columns; at least one
   */
  public static List<Contribution> of(Model model, List<Row> rows) {
    return new IntegratedGradients(model).contributions(model, encoded(model, rows), rows.size());
  }

  private static float[] encoded(Model model, List<Row> rows) {
    int width = model.network().inputs();
    float[] inputs = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      model.preprocessing().encodeInputs(rows.get(i), inputs, i * width);
    }
    return inputs;
  }

  private List<Contribution> contributions(Model model, float[] inputs, int rows) {
    List<String> names = model.preprocessing().inputNames();
    List<String> columns = model.preprocessing().inputColumns();
    List<String> distinct = columns.stream().distinct().toList();
    int[] columnOf = columns.stream().mapToInt(distinct::indexOf).toArray();
    float[] mean = mean(inputs, rows);
    double[] sizes = new double[distinct.size()];
    double[] above = new double[width];
    long[] aboveRows = new long[width];
    for (int from = 0; from < rows; from += SLICE) {
      int count = Math.min(SLICE, rows - from);
      double[] attributions = attributions(inputs, from * width, count, mean);
      for (int row = 0; row < count; row++) {
        double[] sums = new double[sizes.length];
        for (int i = 0; i < width; i++) {
          sums[columnOf[i]] += attributions[row * width + i];
        }
        for (int i = 0; i < width; i++) {
          if (inputs[(from + row) * width + i] > mean[i]) {
            above[i] += sums[columnOf[i]];
            aboveRows[i]++;
          }
        }
        for (int column = 0; column < sizes.length; column++) {
          sizes[column] += Math.abs(sums[column]);
        }
      }
    }
    List<Contribution> found = new ArrayList<>();
    for (int column = 0; column < sizes.length; column++) {
      Map<String, Double> byInput = new LinkedHashMap<>();
      for (int i = 0; i < width; i++) {
        if (columnOf[i] == column && aboveRows[i] > 0) {
          byInput.put(names.get(i), above[i] / aboveRows[i]);
        }
      }
      found.add(new Contribution(distinct.get(column), sizes[column] / rows, byInput));
    }
    found.sort(
        Comparator.comparingDouble(Contribution::size)
            .reversed()
            .thenComparing(Contribution::column));
    return found;
  }

  private float[] mean(float[] inputs, int rows) {
    double[] sums = new double[width];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        sums[i] += inputs[row * width + i];
      }
    }
    float[] mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sums[i] / rows);
    }
    return mean;
  }

  /** {@code rows × width}: what each input of the rows from {@code offset} on contributes. */
  private double[] attributions(float[] inputs, int offset, int rows, float[] baseline) {
    int[] outputs = answers(inputs, offset, rows);
    int length = rows * width;
    double[] sums = new double[length];
    float[] between = new float[length];
    float[] dx = new float[length];
    float[] unused = new float[parameters.length];
    for (int step = 0; step < STEPS; step++) {
      double part = (step + 0.5) / STEPS;
      for (int i = 0; i < length; i++) {
        double start = baseline[i % width];
        between[i] = (float) (start + part * (inputs[offset + i] - start));
      }
      network.forward(workspace, Pass.inference(rows), parameters, between, 0);
      float[] gradient = workspace.outputGradient();
      Arrays.fill(gradient, 0, rows * network.outputs(), 0);
      for (int row = 0; row < rows; row++) {
        gradient[row * network.outputs() + outputs[row]] = 1;
      }
      network.backward(workspace, parameters, between, 0, dx, unused);
      for (int i = 0; i < length; i++) {
        sums[i] += dx[i];
      }
    }
    for (int i = 0; i < length; i++) {
      sums[i] *= scale * ((double) inputs[offset + i] - baseline[i % width]) / STEPS;
    }
    return sums;
  }

  /** Which output is explained of each row: that of the predicted class, else the first. */
  private int[] answers(float[] inputs, int offset, int rows) {
    int outputs = network.outputs();
    float[] logits = network.forward(workspace, Pass.inference(rows), parameters, inputs, offset);
    int[] answers = new int[rows];
    for (int row = 0; problem == Problem.MULTICLASS && row < rows; row++) {
      for (int i = 1; i < outputs; i++) {
        if (logits[row * outputs + i] > logits[row * outputs + answers[row]]) {
          answers[row] = i;
        }
      }
    }
    return answers;
  }
}
