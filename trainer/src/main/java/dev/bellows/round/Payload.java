package dev.bellows.round;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a message to another process carries as bytes: Spark's serialiser copies them whole where it
 * would write floats one by one, and does not have to see our classes.
 */
final class Payload {
  private Payload() {}

  /** The floats {@code from … from + length − 1} of {@code source}. */
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

  /** An object as bytes. */
  static byte[] serialized(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The object of {@link #serialized}. */
  static Object deserialized(byte[] bytes) {
    try (ObjectInputStream in = new OwnClasses(bytes)) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds our classes, which those of Spark's class loader do not see. */
  private static final class OwnClasses extends ObjectInputStream {
    OwnClasses(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
      return Class.forName(description.getName(), false, Payload.class.getClassLoader());
    }
  }
}
