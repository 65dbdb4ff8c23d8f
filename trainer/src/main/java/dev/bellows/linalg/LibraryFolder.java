package dev.bellows.linalg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folders that native libraries may be unpacked into and loaded from. */
final class LibraryFolder {

  static final String PREFIX = "bellows-blas-";
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private LibraryFolder() {}

  /** Where to try, in this order. */
  static List<Path> candidates() {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(Path.of(System.getProperty("java.io.tmpdir")));
    String cache = System.getenv("XDG_CACHE_HOME");
    folders.add(
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache));
    folders.add(Path.of("/dev/shm"));
    folders.add(Path.of("/var/tmp"));
    folders.add(Path.of("").toAbsolutePath());
    return List.copyOf(folders);
  }

  /**
   * A fresh folder in {@code parent} that only this user can enter.
   *
   * @throws IOException when nothing can be written there, or nothing loaded
   */
  static Path create(Path parent) throws IOException {
    Files.createDirectories(parent);
    if (Files.exists(MOUNTS) && isNoexec(parent.toRealPath(), Files.readAllLines(MOUNTS))) {
      throw new IOException(parent + " is mounted noexec");
    }
    return Files.createTempDirectory(parent, PREFIX);
  }

  /** Whether the mount that holds {@code folder} forbids to load code, by {@code /proc/mounts}. */
  static boolean isNoexec(Path folder, List<String> mounts) {
    String options = "";
    int depth = -1;
    for (String mount : mounts) {
      String[] fields = mount.split(" ");
      Path point = Path.of(unescape(fields[1]));
      // Of two mounts at one point, the later hides the earlier.
      if (folder.startsWith(point) && point.getNameCount() >= depth) {
        depth = point.getNameCount();
        options = fields[3];
      }
    }
    return List.of(options.split(",")).contains("noexec");
  }

  private static String unescape(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  /** Removes the folder; on Linux a library that is loaded stays usable without its file. */
  static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = new ArrayList<>(tree.toList());
      deepestFirst.sort(Comparator.reverseOrder());
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
