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
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run leaves, on any Hadoop file system. A file appears whole or not at all: it
 * is written under another name and renamed; {@code manifest.json} goes first when a run begins and
 * comes last when it ends.
 */
final class OutputFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String METRICS = "metrics.jsonl";
  private final FileSystem files;
  private final Path folder;

  /**
   * @param folder a path, or a URI with a scheme
   * @throws SpecException if there is no such file system
   */
  OutputFolder(String folder, Configuration configuration) {
    this.folder = new Path(folder);
    try {
      this.files = this.folder.getFileSystem(configuration);
      this.files.setWriteChecksum(false); // local files: HDFS keeps its own
    } catch (IOException e) {
      throw new SpecException("Invalid output: %s: %s".formatted(folder, e.getMessage()));
    }
  }

  /**
   * Sees that a run may be written here.
   *
   * @throws SpecException if the folder holds something else than a run
   */
  void check() throws IOException {
    if (files.exists(folder) && !isRun()) {
      throw new SpecException(
          "Invalid output: %s: it holds files that are not of a run; name another folder, or empty it"
              .formatted(folder));
    }
  }

  /**
   * Makes the folder and takes the manifest of an earlier run away: until this run has written its
   * own, there is no complete one.
   */
  void begin() throws IOException {
    files.mkdirs(folder);
    files.delete(new Path(folder, MANIFEST), false);
  }

  private boolean isRun() throws IOException {
    return files.listStatus(folder).length == 0
        || files.exists(new Path(folder, MANIFEST))
        || files.exists(new Path(folder, METRICS));
  }

  /** A new {@code metrics.jsonl}; a flush puts what was written where others can read it. */
  Writer metrics() throws IOException {
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
    return new HadoopFolder(files, new Path(folder, "model"));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
