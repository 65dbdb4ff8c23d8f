package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.List;

/** Encodes pixels: each by a table of its channel. */
final class ImageEncoder implements InputEncoder {
  private static final long serialVersionUID = 1;
  private final int slot;
  private final float[][] tables; // by channel and value

  ImageEncoder(List<NumericInput> scales, ColumnIndex columns) {
    this.slot = columns.imageSlot;
    this.tables = new float[scales.size()][ImageStatistics.SHADES];
    for (int channel = 0; channel < tables.length; channel++) {
      for (int value = 0; value < ImageStatistics.SHADES; value++) {
        double shade = ImageStatistics.shade(value);
        tables[channel][value] = (float) Preprocessing.scaled(scales.get(channel), shade);
      }
    }
  }

  @Override
  public void encode(Row row, float[] into, int offset, UnseenCategories unseen) {
    byte[] pixels = row.image(slot);
    int area = pixels.length / tables.length;
    for (int channel = 0; channel < tables.length; channel++) {
      float[] table = tables[channel];
      for (int i = channel * area; i < (channel + 1) * area; i++) {
        into[offset + i] = table[pixels[i] & 0xff];
      }
    }
  }
}
