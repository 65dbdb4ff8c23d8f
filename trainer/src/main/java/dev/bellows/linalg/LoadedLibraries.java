package dev.bellows.linalg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The native BLAS libraries that this process has mapped, by {@code /proc/self/maps}. */
final class LoadedLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern BLAS =
      Pattern.compile("(/.*/lib(?:[a-z]*blas[a-z0-9]*|blis[a-z0-9-]*|mkl_rt)[.-][^/ ]*)");

  private LoadedLibraries() {}

  /** A BLAS library that somebody else loaded, or nothing; always nothing outside Linux. */
  static Optional<Path> foreignBlas() {
    if (!Files.isReadable(MAPS)) {
      return Optional.empty();
    }
    try {
      return foreignBlas(Files.readAllLines(MAPS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<Path> foreignBlas(List<String> maps) {
    for (String line : maps) {
      Matcher matcher = BLAS.matcher(line);
      if (matcher.find() && !line.contains("/" + LibraryFolder.PREFIX)) {
        String path = matcher.group(1);
        // Netlib's JNI libraries call a BLAS; they are none.
        if (!path.contains("netlib")) {
          return Optional.of(Path.of(path));
        }
      }
    }
    return Optional.empty();
  }
}
