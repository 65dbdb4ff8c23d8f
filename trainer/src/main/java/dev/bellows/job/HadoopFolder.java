package dev.bellows.job;

import dev.bellows.model.ModelFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on any Hadoop file system. A file is written under another name and renamed, so that it
 * is there as a whole or not at all.
 *
 * @param files that the folder lies on
 * @param folder made when the first file is written
 */
record HadoopFolder(FileSystem files, Path folder) implements ModelFolder {
  @Override
  public InputStream open(String name) throws IOException {
    try {
      return files.open(new Path(folder, name));
    } catch (FileNotFoundException e) {
      throw (IOException) new NoSuchFileException(new Path(folder, name).toString()).initCause(e);
    }
  }

  @Override
  public void write(String name, Content content) throws IOException {
    Path target = new Path(folder, name);
    Path written = new Path(folder, "." + name + ".tmp");
    try (OutputStream out = files.create(written, true)) {
      content.writeTo(out);
    }
    // Hadoop's rename does not replace, and says so by its result.
    files.delete(target, false);
    if (!files.rename(written, target)) {
      throw new IOException("Cannot rename %s to %s".formatted(written, target));
    }
  }
}
