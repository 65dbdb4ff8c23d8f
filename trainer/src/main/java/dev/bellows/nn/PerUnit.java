package dev.bellows.nn;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One activation for each unit of a layer.
 *
 * @param activations as many as the layer has units
 */
public record PerUnit(List<PointwiseActivation> activations) implements Activation {
  public PerUnit {
    activations = List.copyOf(activations);
  }

  @Override
  public String name() {
    return activations.stream().map(Activation::name).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public boolean isSmooth() {
    return activations.stream().allMatch(Activation::isSmooth);
  }

  @Override
  public boolean isRectifier() {
    return activations.stream().anyMatch(Activation::isRectifier);
  }

  @Override
  public boolean needsInput() {
    return activations.stream().anyMatch(Activation::needsInput);
  }

  @Override
  public void forward(float[] values, int rows, int units) {
    for (int unit = 0; unit < units; unit++) {
      PointwiseActivation activation = activations.get(unit);
      for (int i = unit; i < rows * units; i += units) {
        values[i] = activation.value(values[i]);
      }
    }
  }

  @Override
  public void backward(float[] z, float[] y, float[] gradient, int rows, int units) {
    for (int unit = 0; unit < units; unit++) {
      PointwiseActivation activation = activations.get(unit);
      boolean given = activation.needsInput();
      for (int i = unit; i < rows * units; i += units) {
        gradient[i] *= activation.slope(given ? z[i] : 0, y[i]);
      }
    }
  }
}
