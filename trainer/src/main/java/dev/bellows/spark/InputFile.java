package dev.bellows.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.rdd.InputFileBlockHolder;

/**
 * Files as Spark's readers see them: the one place that asks Spark's internals which file a task is
 * reading.
 */
final class InputFile {
  private InputFile() {}

  /** The file that this task reads its current row from, or null where that is not known. */
  static Path current() {
    String encoded = String.valueOf(InputFileBlockHolder.getInputFilePath());
    return encoded.isEmpty() ? null : path(encoded);
  }

  /** The offset in {@link #current} of the block that this task reads. */
  static long currentStart() {
    return InputFileBlockHolder.getStartOffset();
  }

  /** The path that Spark writes as an encoded URI. */
  static Path path(String encoded) {
    return new Path(URI.create(encoded));
  }

  /** The path as a user would write it. */
  static String name(Path path) {
    return name(path.toString());
  }

  /** The path as a user would write it. */
  static String name(String path) {
    return path.replaceFirst("^file:/+", "/");
  }

  /** The Hadoop settings of this process, driver or executor. */
  static Configuration configuration() {
    return SparkHadoopUtil.get().conf();
  }

  /** The bytes of a file, decompressed as its name says. */
  static InputStream open(Path path) throws IOException {
    Configuration configuration = configuration();
    InputStream raw = path.getFileSystem(configuration).open(path);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    return codec == null ? raw : codec.createInputStream(raw);
  }

  /** Whether the name of a file says that it is compressed. */
  static boolean isCompressed(Path path) {
    return new CompressionCodecFactory(configuration()).getCodec(path) != null;
  }

  /** The lines of a file, without a byte order mark. */
  static BufferedReader lines(Path path, Charset charset) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(open(path), charset));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
