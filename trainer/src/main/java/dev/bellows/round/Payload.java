package dev.bellows.round;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats as a message carries them: between processes their bytes, which Spark's serialiser copies
 * whole where it would write floats one by one; within a process the sender's array itself.
 */
final class Payload {
  private Payload() {}

  /** The floats {@code from … from + length − 1} of {@code source} for another process. */
  static byte[] bytes(float[] source, int from, int length) {
    byte[] bytes = new byte[Math.multiplyExact(length, Float.BYTES)];
    floats(bytes).put(source, from, length);
    return bytes;
  }

  /** Writes the floats of {@link #bytes} into {@code target} from {@code at} on. */
  static void copy(byte[] bytes, float[] target, int at) {
    floats(bytes).get(target, at, bytes.length / Float.BYTES);
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
