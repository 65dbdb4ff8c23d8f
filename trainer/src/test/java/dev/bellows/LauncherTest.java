package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/bellows} in a small source tree, under a name with a space, with a {@code mvn} that
 * copies what it should build, and a program that prints its arguments and ends with status 7.
 */
class LauncherTest {

  private static final String PROGRAM =
      """
      package dev.bellows.job;
      public class Main {
        public static void main(String[] arguments) {
          System.out.println(java.util.List.of(arguments)
              + " " + System.getProperty("mark")
              + " " + System.getenv("OPENBLAS_NUM_THREADS")
              + " " + Runtime.getRuntime().maxMemory() / 1024 / 1024);
          System.exit(7);
        }
      }
      """;

  @TempDir Path folder;

  private Path root;
  private Path launcher;
  private Path tools;
  private Path built;
  private Path library;

  private record Result(int status, String output) {}

  @BeforeEach
  void makeTree() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    root = folder.resolve("a tree");
    launcher = root.resolve("trainer/bin/bellows");
    tools = Files.createDirectories(folder.resolve("tools"));
    library = Files.createFile(folder.resolve("library.jar"));
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(root.resolve("trainer/src/main/java"));
    Files.copy(Path.of("bin/bellows"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    makeOld(Files.createFile(root.resolve("pom.xml")));
    makeOld(Files.createFile(root.resolve("trainer/pom.xml")));
    makeOld(Files.createFile(root.resolve("trainer/src/main/java/Main.java")));
    makeOld(root.resolve("trainer/src/main/java"));
    makeOld(root.resolve("trainer/src/main"));
    built = Files.createDirectories(folder.resolve("built/launcher")).getParent();
    Files.writeString(built.resolve("launcher/jar-name"), "program.jar\n");
    Files.writeString(built.resolve("launcher/jvm-options"), "# words\n  -Dmark=yes\n");
    Files.writeString(built.resolve("launcher/class-path"), library.toString());
    writeJar(built.resolve("program.jar"));
    writeTool("mvn", "echo the builder says: $*; cp -r '" + built + "/.' trainer/target");
  }

  @Test
  void buildsAtFirstUseThenStartsAtOnce() throws Exception {
    Result first = run(launcher, "train", "two words");
    assertThat(first.output())
        .startsWith("bellows: building, a minute or so the first time (log: ")
        .endsWith("[train, two words] yes 1 2048\n");
    assertThat(first.status()).isEqualTo(7);
    assertThat(root.resolve("trainer/target/build.log"))
        .content()
        .contains("the builder says: -B -ntp -Dmaven.test.skip=true package");

    Result second = run(launcher);
    assertThat(second).isEqualTo(new Result(7, "[] yes 1 2048\n"));
  }

  @Test
  void runsThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    Path further =
        Files.createSymbolicLink(
            Files.createDirectories(folder.resolve("bin dir")).resolve("bellows"),
            Path.of("../link"));

    assertThat(run(link).status()).isEqualTo(7);
    assertThat(run(further).output()).isEqualTo("[] yes 1 2048\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    run(launcher);
    Files.setLastModifiedTime(
        root.resolve("trainer/src/main/java/Main.java"),
        FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(run(launcher).output()).startsWith("bellows: building");
  }

  @Test
  void buildsAgainWhenMavensRepositoryIsGone() throws Exception {
    run(launcher);
    Files.delete(library);
    writeTool("mvn", "touch '" + library + "'; cp -r '" + built + "/.' trainer/target");

    assertThat(run(launcher).output()).startsWith("bellows: building");
    assertThat(run(launcher).output()).startsWith("[] ");
  }

  @Test
  void showsTheEndOfABuildThatFails() throws Exception {
    writeTool("mvn", "echo '[ERROR] cannot resolve'; exit 1");

    Result result = run(launcher, "train");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("bellows: Cannot build; ", "[ERROR] cannot resolve");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Files.delete(tools.resolve("mvn"));
    for (String name : List.of("dirname", "readlink", "mkdir", "find", "head", "cat", "flock")) {
      writeTool(name, "PATH=/usr/bin:/bin exec " + name + " \"$@\"");
    }
    Result result = finish(command(launcher, tools.toString()));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "bellows: Cannot build: there is no mvn on the PATH: install Maven 3.6.3 or later\n");
  }

  @Test
  void takesHeapAndOptionsFromTheEnvironment() throws Exception {
    run(launcher);
    ProcessBuilder builder = command(launcher, toolsFirst());
    builder.environment().put("BELLOWS_HEAP", "512m");
    builder.environment().put("BELLOWS_JAVA_OPTS", "-Dmark=changed -Dother=1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "2");

    assertThat(finish(builder).output()).isEqualTo("[] changed 2 512\n");
  }

  private Result run(Path program, String... arguments) throws Exception {
    return finish(command(program, toolsFirst(), arguments));
  }

  private String toolsFirst() {
    return tools + ":" + System.getenv("PATH");
  }

  private ProcessBuilder command(Path program, String path, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    return builder;
  }

  private Result finish(ProcessBuilder builder) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private void writeTool(String name, String script) throws IOException {
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private static void makeOld(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private void writeJar(Path jar) throws Exception {
    Path source = folder.resolve("Main.java");
    Files.writeString(source, PROGRAM);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(status).isZero();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("dev/bellows/job/Main.class"));
      entries.write(Files.readAllBytes(folder.resolve("dev/bellows/job/Main.class")));
    }
  }
}
