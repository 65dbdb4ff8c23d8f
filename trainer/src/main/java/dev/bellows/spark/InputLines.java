package dev.bellows.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The lines of the file that this task reads its current row from: all of them, so that they can be
 * counted, or, where the task is far into a large file, those from its block on.
 */
final class InputLines implements AutoCloseable {
  /** How far into a file a block may begin for the lines before it to be worth reading again. */
  static final long FAR = 256L << 20;

  private final String name;
  private final BufferedReader reader;
  private final long start;
  private long number;

  private InputLines(String name, BufferedReader reader, long start) {
    this.name = name;
    this.reader = reader;
    this.start = start;
  }

  /** The lines of {@code file}, from its beginning. */
  static InputLines ofFile(Path file, Charset charset) throws IOException {
    return new InputLines(InputFile.name(file), InputFile.lines(file, charset), 0);
  }

  /**
   * The lines of {@code file}, which this task reads, from its beginning or, where the task's block
   * begins beyond {@code far} bytes, from the first line that begins in it.
   */
  static InputLines ofBlock(Path file, Charset charset, long far) throws IOException {
    long start = InputFile.currentStart();
    if (start <= far) {
      return ofFile(file, charset);
    }
    FSDataInputStream bytes =
        file.getFileSystem(InputFile.configuration()).open(file); // a compressed file is one block
    bytes.seek(start);
    BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, charset));
    reader.readLine(); // it belongs to the block before
    return new InputLines(InputFile.name(file), reader, start);
  }

  /** Whether the first line of the file is among them. */
  boolean areFromTheBeginning() {
    return start == 0;
  }

  /** The next line; null at the end. */
  String next() throws IOException {
    number++;
    return reader.readLine();
  }

  /** Where the line read last stands. */
  String where() {
    return start == 0
        ? "%s line %d".formatted(name, number)
        : "%s line %d after byte %d".formatted(name, number, start);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
