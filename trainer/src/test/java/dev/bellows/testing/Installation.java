package dev.bellows.testing;

import dev.bellows.soak.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a user runs: the jar that the build makes, and the Spark that Maven fetched. */
public final class Installation {
  private static final Path CLASS_PATH =
      Path.of("target", "launcher", "class-path").toAbsolutePath();

  private Installation() {}

  /** The one jar. */
  public static Path jar() {
    return Path.of(System.getProperty("bellows.jar")).toAbsolutePath();
  }

  /** Spark's jars and what they need. */
  public static List<Path> spark() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry : Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1)) {
      jars.add(Path.of(entry));
    }
    return jars;
  }

  /** A JVM that will run the command line with {@code arguments}, in local mode. */
  public static ChildJvm.Builder bellows(String... arguments) throws IOException {
    List<Path> entries = new ArrayList<>(List.of(jar()));
    entries.addAll(spark());
    return ChildJvm.of("dev.bellows.job.Main")
        .classPath(entries.toArray(Path[]::new))
        .arguments(arguments);
  }
}
