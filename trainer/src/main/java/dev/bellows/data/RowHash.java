package dev.bellows.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A 128-bit hash of column values in canonical form: the first half of SHA-256, so that rows spread
 * evenly whatever they hold. Two sources that hold the same values, read in any order and from any
 * format, give the same hashes.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record RowHash(long high, long low) {
  /** Collects the values of one row; reused row after row by one thread. */
  public static final class Digest {
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final byte MISSING = 3;
    private static final byte BYTES = 4;
    private final MessageDigest sha256;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 10);

    public Digest() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Cannot hash rows: this Java has no SHA-256", e);
      }
    }

    /** Adds a number: −0.0 counts as 0.0, NaN as missing. */
    public Digest number(double value) {
      if (Double.isNaN(value)) {
        return missing();
      }
      room(9).put(NUMBER).putLong(Double.doubleToLongBits(value + 0.0));
      return this;
    }

    /** Adds a text; null is missing. */
    public Digest text(String value) {
      if (value == null) {
        return missing();
      }
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      room(5 + bytes.length).put(TEXT).putInt(bytes.length).put(bytes);
      return this;
    }

    /** Adds bytes. */
    public Digest bytes(byte[] value) {
      room(5 + value.length).put(BYTES).putInt(value.length).put(value);
      return this;
    }

    /** The hash of what was added; the digest starts anew. */
    public RowHash hash() {
      sha256.update(buffer.flip());
      ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
      buffer.clear();
      return new RowHash(digest.getLong(), digest.getLong());
    }

    private Digest missing() {
      room(1).put(MISSING);
      return this;
    }

    private ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        buffer =
            ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes))
                .put(buffer.flip());
      }
      return buffer;
    }
  }
}
