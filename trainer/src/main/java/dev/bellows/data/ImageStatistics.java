package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import dev.bellows.data.PreprocessingSpec.Scaling;
import java.util.ArrayList;
import java.util.List;

/** How many pixels of the training rows have each value, channel by channel. */
final class ImageStatistics implements InputStatistics {
  private static final long serialVersionUID = 1;

  /** Values of a pixel, from 0 to 1 in steps of 1/255. */
  static final int SHADES = 256;

  private final int slot;
  private final int channels;
  private final long[] counts; // channel after channel

  ImageStatistics(ColumnIndex columns, InputSpec.Image spec) {
    this.slot = columns.imageSlot;
    this.channels = spec.channels();
    this.counts = new long[channels * SHADES];
  }

  /** What a pixel of this value is before scaling. */
  static double shade(int value) {
    return value / (double) (SHADES - 1);
  }

  @Override
  public void add(Row row) {
    byte[] pixels = row.image(slot);
    int area = pixels.length / channels;
    for (int i = 0; i < pixels.length; i++) {
      counts[i / area * SHADES + (pixels[i] & 0xff)]++;
    }
  }

  @Override
  public void merge(InputStatistics right) {
    long[] more = ((ImageStatistics) right).counts;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  @Override
  public FittedInputs fit(PreprocessingSpec spec, Columns columns, long rows) {
    InputSpec.Image image = (InputSpec.Image) spec.inputs();
    List<NumericInput> scales = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      scales.add(scale(channel, spec.scaling()));
    }
    return new FittedInputs(image.shape(), scales, List.of(), List.of(), List.of());
  }

  private NumericInput scale(int channel, Scaling scaling) {
    double mean = 0;
    long count = 0;
    int least = SHADES;
    int most = -1;
    for (int value = 0; value < SHADES; value++) {
      long pixels = counts[channel * SHADES + value];
      if (pixels > 0) {
        count += pixels;
        mean += shade(value) * pixels;
        least = Math.min(least, value);
        most = value;
      }
    }
    mean /= count;
    double squares = 0;
    for (int value = 0; value < SHADES; value++) {
      double deviation = shade(value) - mean;
      squares += deviation * deviation * counts[channel * SHADES + value];
    }
    String name = name(channel);
    double low = shade(least);
    double range = shade(most) - low;
    return switch (scaling) {
      case STANDARDIZE ->
          new NumericInput(name, mean, inverse(Math.sqrt(squares / count), range), 0, false);
      case MIN_MAX -> new NumericInput(name, low, inverse(range, range), 0, false);
      case NONE -> new NumericInput(name, 0, 1, 0, false);
    };
  }

  /** A channel of one value becomes 0, as a constant column does. */
  private static double inverse(double unit, double range) {
    return range == 0 ? 0 : 1 / unit;
  }

  private String name(int channel) {
    return channels == 1 ? "grey" : List.of("red", "green", "blue").get(channel);
  }
}
