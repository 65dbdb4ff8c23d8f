package dev.bellows.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where a model's files lie: named streams, so that a model neither knows nor needs a file system.
 */
public interface ModelFolder {
  /** What a file is to hold. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The bytes of the file {@code name}.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream open(String name) throws IOException;

  /** Writes or replaces the file {@code name}: it is there as a whole, or not at all. */
  void write(String name, Content content) throws IOException;

  /** A folder of this machine; it is made when the first file is written. */
  static ModelFolder of(Path folder) {
    return new LocalFolder(folder);
  }
}
