package dev.bellows.linalg;

/** Sizes around the widths of vector registers and of a kernel's tiles. */
final class AwkwardSizes {

  static final int[] ALL = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100};

  private AwkwardSizes() {}
}
