package dev.bellows.job;

import dev.bellows.data.InputSpec;

/**
 * Pictures to learn from.
 *
 * @param size width and height that all are brought to, {@code 32x32}
 * @param channels 1 for grey, 3 for colours
 * @param column of the bytes of their files
 */
public record ImageSection(String size, int channels, String column) {
  InputSpec.Image inputs() {
    String[] sides = size.split("x", 2);
    return new InputSpec.Image(
        column, channels, Integer.parseInt(sides[1]), Integer.parseInt(sides[0]));
  }
}
