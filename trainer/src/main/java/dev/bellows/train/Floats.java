package dev.bellows.train;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * An array of floats on its way between processes: Java's serialization would write and read it
 * float by float, this does so in runs. A class with a plain field, since Kryo writes it as well.
 */
public final class Floats implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int RUN = 16_384;

  private float[] array; // not final: it is read

  /**
   * @param array which is kept, not copied
   */
  public Floats(float[] array) {
    this.array = array;
  }

  /** The array itself. */
  public float[] array() {
    return array;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(array.length);
    byte[] bytes = new byte[Math.min(RUN, array.length) * Float.BYTES];
    FloatBuffer run = floats(bytes);
    for (int at = 0; at < array.length; at += run.position()) {
      run.clear().put(array, at, Math.min(run.capacity(), array.length - at));
      out.write(bytes, 0, run.position() * Float.BYTES);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException {
    array = new float[in.readInt()];
    byte[] bytes = new byte[Math.min(RUN, array.length) * Float.BYTES];
    FloatBuffer run = floats(bytes);
    for (int at = 0; at < array.length; at += run.position()) {
      int count = Math.min(run.capacity(), array.length - at);
      in.readFully(bytes, 0, count * Float.BYTES);
      run.clear().get(array, at, count);
    }
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
