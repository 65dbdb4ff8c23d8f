package dev.bellows.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/**
 * Stands in for {@link Files} inside netlib's JNI classes, so that their libraries are unpacked
 * where the system lets them be loaded from. Not for use: it is public because those classes, in
 * another package, call it (see {@link NetlibIsland}).
 */
public final class NativeFiles {

  private static volatile Path folder;

  private NativeFiles() {}

  static void unpackInto(Path newFolder) {
    folder = newFolder;
  }

  /** As {@link Files#createTempFile}, but in the folder that was chosen for native libraries. */
  public static Path createTempFile(String prefix, String suffix, FileAttribute<?>... attributes)
      throws IOException {
    return Files.createTempFile(folder, prefix, suffix, attributes);
  }

  /** As {@link Files#copy(InputStream, Path, CopyOption...)}. */
  public static long copy(InputStream from, Path to, CopyOption... options) throws IOException {
    return Files.copy(from, to, options);
  }
}
