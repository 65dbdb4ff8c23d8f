package dev.bellows.job;

import dev.bellows.model.ModelFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run leaves, on any Hadoop file system. A file appears whole or not at all: it
 * is written under another name and renamed; {@code manifest.json} goes first when a run begins and
 * comes last when it ends.
 */
final class OutputFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String METRICS = "metrics.jsonl";
  private static final String MODEL = "model";
  private final FileSystem files;
  private final Path folder;

  /**
   * @param folder a path, or a URI with a scheme
   * @throws SpecException if there is no such file system
   */
  OutputFolder(String folder, Configuration configuration) {
    this.folder = new Path(folder);
    try {
      FileSystem found = this.folder.getFileSystem(configuration);
      // Beside local files Hadoop would leave hidden ones with check sums.
      this.files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
    } catch (IOException e) {
      throw new SpecException("Invalid output: %s: %s".formatted(folder, e.getMessage()));
    }
  }

  /**
   * Sees that a run may be written here: over an earlier one, or where nothing is in the way.
   *
   * @throws SpecException if a model lies here that no run has left
   */
  void check() throws IOException {
    boolean isRun =
        files.exists(new Path(folder, MANIFEST)) || files.exists(new Path(folder, METRICS));
    if (!isRun && files.exists(new Path(folder, MODEL))) {
      throw new SpecException(
          "Invalid output: %s: it holds a model that no run has left; name another folder, or move it away"
              .formatted(folder));
    }
  }

  /**
   * Makes the folder, takes the manifest of an earlier run away, for until this run has written its
   * own there is no complete one, and begins a new {@code metrics.jsonl}, where no line of an
   * earlier run may stand for this one.
   *
   * @return where its lines go; a flush puts what was written where others can read it
   */
  Writer begin() throws IOException {
    files.mkdirs(folder);
    files.delete(new Path(folder, MANIFEST), false);
    FSDataOutputStream out = files.create(new Path(folder, METRICS), true);
    return new BufferedWriter(
        new OutputStreamWriter(out, StandardCharsets.UTF_8) {
          @Override
          public void flush() throws IOException {
            super.flush();
            out.hflush();
          }
        });
  }

  /** Writes the manifest, which ends the run. */
  void end(String manifest) throws IOException {
    new HadoopFolder(files, folder)
        .write(MANIFEST, out -> out.write((manifest + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Where the model goes. */
  ModelFolder model() {
    return new HadoopFolder(files, new Path(folder, MODEL));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
