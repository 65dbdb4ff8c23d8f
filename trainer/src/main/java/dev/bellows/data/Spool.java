package dev.bellows.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a shard that does not fit into memory: written once, chunk by chunk, then read row by
 * row. A row's inputs, targets and weight lie together, as the machine has them in memory, so that
 * one read brings a row, from the system's page cache where it can. The file is not mapped into
 * memory: cluster managers count mapped pages as memory used.
 *
 * <p>It belongs to one thread at a time. A thread that is interrupted while it reads closes the
 * file for good.
 */
public final class Spool implements Closeable {
  /** At the least, so that rows in sequence come many at a time. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
  private FloatBuffer floats = buffer.asFloatBuffer();
  private long bytes;

  /**
   * @param file which is made, or overwritten, and deleted when this is closed
   */
  public Spool(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /** Writes {@code rows} to the end and returns them as they lie here. */
  public Chunk add(Batch rows) throws IOException {
    Chunk chunk = new SpooledChunk(this, bytes, rows);
    int rowBytes = rows.rowBytes();
    int most = reserve(rowBytes);
    for (int done = 0; done < rows.rows(); done += most) {
      int count = Math.min(most, rows.rows() - done);
      floats.clear();
      for (int row = done; row < done + count; row++) {
        rows.write(row, floats);
      }
      buffer.clear().limit(count * rowBytes);
      while (buffer.hasRemaining()) {
        bytes += channel.write(buffer, bytes);
      }
    }
    return chunk;
  }

  /** How much was written. */
  public long bytes() {
    return bytes;
  }

  /** Reads {@code count} rows from {@code position} on into {@code into}, from {@code at} on. */
  void read(long position, int count, Batch into, int at) {
    int rowBytes = into.rowBytes();
    int most = reserve(rowBytes);
    for (int done = 0; done < count; done += most) {
      int rows = Math.min(most, count - done);
      try {
        fill(position + (long) done * rowBytes, rows * rowBytes);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot read %s, a copy of rows on a local disk: %s".formatted(file, e), e);
      }
      floats.clear();
      for (int row = 0; row < rows; row++) {
        into.read(at + done + row, floats);
      }
    }
  }

  private void fill(long position, int length) throws IOException {
    buffer.clear().limit(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("it ends before byte " + (position + length));
      }
    }
  }

  /** Makes the buffer as large as a row, and returns how many fit. */
  private int reserve(int rowBytes) {
    if (buffer.capacity() < rowBytes || buffer.capacity() == 0) {
      buffer =
          ByteBuffer.allocateDirect(Math.max(rowBytes, BUFFER_BYTES))
              .order(ByteOrder.nativeOrder());
      floats = buffer.asFloatBuffer();
    }
    return buffer.capacity() / rowBytes;
  }

  /** Deletes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
