package dev.bellows.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * Runs of numbers of one array that have their places in another, such as the pixels of an image in
 * the windows that slide over it. Immutable.
 */
public final class Runs implements Serializable {
  private static final long serialVersionUID = 1;
  final int[] sources;
  final int[] targets;
  final int[] lengths;
  final int stride; // from one number of a run to the next, in the source
  private final int sourceEnd;
  private final int targetEnd;

  /**
   * Run i begins at {@code sources[i]} of the one array and at {@code targets[i]} of the other.
   *
   * @param lengths numbers of each
   * @param stride from one number of a run to the next, in the source; in the target it is 1
   */
  public Runs(int[] sources, int[] targets, int[] lengths, int stride) {
    this.sources = sources.clone();
    this.targets = targets.clone();
    this.lengths = lengths.clone();
    this.stride = stride;
    int sourceSize = 0;
    int targetSize = 0;
    for (int i = 0; i < lengths.length; i++) {
      Objects.checkIndex(sources[i], Integer.MAX_VALUE);
      Objects.checkIndex(targets[i], Integer.MAX_VALUE);
      Objects.checkIndex(lengths[i] - 1, Integer.MAX_VALUE);
      sourceSize = Math.max(sourceSize, sources[i] + (lengths[i] - 1) * stride + 1);
      targetSize = Math.max(targetSize, targets[i] + lengths[i]);
    }
    this.sourceEnd = sourceSize;
    this.targetEnd = targetSize;
  }

  /** Copies each run from the source to the target. */
  public void copy(float[] source, int sourceOffset, float[] target, int targetOffset) {
    check(source, sourceOffset, target, targetOffset);
    LoopsChoice.current().copyRuns(this, source, sourceOffset, target, targetOffset);
  }

  /** The transpose of {@link #copy}: adds each run of the target to the source. */
  public void addBack(float[] target, int targetOffset, float[] source, int sourceOffset) {
    check(source, sourceOffset, target, targetOffset);
    LoopsChoice.current().addRunsBack(this, target, targetOffset, source, sourceOffset);
  }

  private void check(float[] source, int sourceOffset, float[] target, int targetOffset) {
    Objects.checkFromIndexSize(sourceOffset, sourceEnd, source.length);
    Objects.checkFromIndexSize(targetOffset, targetEnd, target.length);
  }

  @Override
  public String toString() {
    return "%d runs of %d numbers".formatted(lengths.length, Arrays.stream(lengths).sum());
  }
}
