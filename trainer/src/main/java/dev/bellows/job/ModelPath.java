package dev.bellows.job;

import dev.bellows.model.Model;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds a model where a user says that it is: in its own folder, or in that of the run that wrote
 * it.
 */
final class ModelPath {
  private ModelPath() {}

  /**
   * Reads the model in {@code folder} or in {@code folder/model}, on any Hadoop file system.
   *
   * @throws dev.bellows.data.DataException if there is none, or it is damaged
   */
  static Model read(String folder, Configuration configuration) throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(configuration);
    Path ofRun = new Path(path, "model");
    boolean isRun =
        !files.exists(new Path(path, "model.json")) && files.exists(new Path(ofRun, "model.json"));
    return Model.read(new HadoopFolder(files, isRun ? ofRun : path));
  }
}
