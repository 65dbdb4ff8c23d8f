package dev.bellows.round;

import io.netty.buffer.ByteBuf;
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

/** What a message to another process carries as bytes: Spark's threads do not see our classes. */
final class Payload {
  private Payload() {}

  /** Writes the floats {@code from … from + length − 1} of {@code source}. */
  static void put(float[] source, int from, int length, ByteBuffer into) {
    floats(into).put(source, from, length);
    into.position(into.position() + length * Float.BYTES);
  }

  /** Reads all that is left as floats into {@code target} from {@code at} on. */
  static void get(ByteBuf content, float[] target, int at) {
    int begin = 0; // of a part, in bytes
    for (ByteBuffer part : content.nioBuffers()) {
      int end = begin + part.remaining();
      int first = (begin + Float.BYTES - 1) / Float.BYTES;
      if (first * Float.BYTES > begin) { // two parts share a float
        int shared = first - 1;
        target[at + shared] = content.getFloatLE(content.readerIndex() + shared * Float.BYTES);
      }
      int count = end / Float.BYTES - first;
      if (count > 0) {
        part.position(part.position() + first * Float.BYTES - begin);
        floats(part).get(target, at + first, count);
      }
      begin = end;
    }
    content.readerIndex(content.writerIndex());
  }

  private static FloatBuffer floats(ByteBuffer at) {
    return at.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
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
