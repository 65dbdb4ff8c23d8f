package dev.bellows.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Finds what a path in a spec means. A path with a scheme and an absolute one stay as they are. A
 * relative one is looked for in the spec's folder, then in the working folder, and what is found
 * there gets the scheme {@code file}, since a cluster's own default may be another file system.
 * What is found in neither stays as it is: it may be there for the cluster.
 */
final class SpecPaths {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Path specFolder;
  private final Path workingFolder;

  SpecPaths(Path specFolder, Path workingFolder) {
    this.specFolder = specFolder.toAbsolutePath().normalize();
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
  }

  String resolve(String path) {
    if (SCHEME.matcher(path).matches() || path.startsWith("/")) {
      return path;
    }
    for (Path folder : new Path[] {specFolder, workingFolder}) {
      if (Files.exists(folder.resolve(beforeGlob(path)))) {
        return "file://" + folder + "/" + path;
      }
    }
    return path;
  }

  /** The folders before the first wildcard. */
  private static String beforeGlob(String path) {
    String[] parts = GLOB.split(path, 2);
    if (parts.length == 1) {
      return path;
    }
    int slash = parts[0].lastIndexOf('/');
    return slash < 0 ? "." : parts[0].substring(0, slash);
  }
}
