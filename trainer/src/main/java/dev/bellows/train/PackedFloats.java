package dev.bellows.train;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats as bytes, for a way through Java's serialization, which writes and reads floats one by
 * one, and bytes at once. A class, not a record, since Kryo writes it.
 */
public final class PackedFloats implements Serializable {
  private static final long serialVersionUID = 1;
  private final byte[] bytes;

  /** Copies the floats. */
  public PackedFloats(float[] floats) {
    bytes = new byte[Math.multiplyExact(floats.length, Float.BYTES)];
    view().put(floats);
  }

  /** A copy of the floats, the same bits as they were. */
  public float[] floats() {
    float[] floats = new float[bytes.length / Float.BYTES];
    view().get(floats);
    return floats;
  }

  private FloatBuffer view() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
