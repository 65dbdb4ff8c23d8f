package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFolderTest {

  private static final List<String> MOUNTS =
      List.of(
          "/dev/vda / ext4 rw,relatime 0 0",
          "tmpfs /tmp tmpfs rw,nosuid,nodev,noexec 0 0",
          "tmpfs /tmp/free tmpfs rw,nosuid 0 0",
          "tmpfs /with\\040space tmpfs rw,noexec 0 0",
          "tmpfs /twice tmpfs rw,noexec 0 0",
          "tmpfs /twice tmpfs rw 0 0");

  @TempDir Path folder;

  @Test
  void theDeepestAndLastMountDecides() {
    assertThat(LibraryFolder.isNoexec(Path.of("/tmp"), MOUNTS)).isTrue();
    assertThat(LibraryFolder.isNoexec(Path.of("/tmp/deep/down"), MOUNTS)).isTrue();
    assertThat(LibraryFolder.isNoexec(Path.of("/tmp/free/down"), MOUNTS)).isFalse();
    assertThat(LibraryFolder.isNoexec(Path.of("/tmpfs"), MOUNTS)).isFalse();
    assertThat(LibraryFolder.isNoexec(Path.of("/with space/x"), MOUNTS)).isTrue();
    assertThat(LibraryFolder.isNoexec(Path.of("/twice"), MOUNTS)).isFalse();
    assertThat(LibraryFolder.isNoexec(Path.of("/home"), MOUNTS)).isFalse();
    assertThat(LibraryFolder.isNoexec(Path.of("/home"), List.of())).isFalse();
  }

  @Test
  void isOpenToNobodyElseAndGoesWithAllInIt() throws IOException {
    Path made = LibraryFolder.create(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    Files.createDirectories(made.resolve("a/b"));
    Files.writeString(made.resolve("a/b/file"), "x");

    LibraryFolder.delete(made);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> LibraryFolder.create(file)).isInstanceOf(IOException.class);
  }

  @Test
  void triesFiveKindsOfPlaces() {
    assertThat(LibraryFolder.candidates())
        .startsWith(Path.of(System.getProperty("java.io.tmpdir")))
        .contains(Path.of("/dev/shm"), Path.of("/var/tmp"))
        .endsWith(Path.of("").toAbsolutePath());
  }
}
