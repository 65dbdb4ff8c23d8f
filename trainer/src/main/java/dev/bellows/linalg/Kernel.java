package dev.bellows.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The fingerprint of what multiplies matrices here. Two JVMs with equal kernels compute the same
 * bits from the same numbers; two with different ones need not, because they add in another order.
 *
 * @param implementation {@code openblas}, {@code system}, {@code vector} or {@code java}
 * @param version of that implementation: {@code 0.3.31}
 * @param core what it chose for this processor: {@code Haswell}
 * @param architecture of the processor: {@code amd64}, {@code aarch64}
 * @param jdk the major version of Java: 17
 */
public record Kernel(
    String implementation, String version, String core, String architecture, int jdk) {

  private static final String JDK = "jdk";

  /**
   * Checks that every part can stand in the one-line form.
   *
   * @throws IllegalArgumentException when a part is empty or holds white space, or jdk is below 1
   */
  public Kernel {
    checkWord("implementation", implementation);
    checkWord("version", version);
    checkWord("core", core);
    checkWord("architecture", architecture);
    if (jdk < 1) {
      throw new IllegalArgumentException("Invalid kernel jdk: " + jdk + ": must be > 0");
    }
  }

  /** Reads the one-line form, {@code openblas 0.3.31 Haswell amd64 jdk17}. */
  public static Kernel parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length != 5 || !words[4].matches(JDK + "[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          "Invalid kernel: '"
              + line
              + "': must be five words such as 'openblas 0.3.31 Haswell amd64 jdk17'");
    }
    int jdk = Integer.parseInt(words[4].substring(JDK.length()));
    return new Kernel(words[0], words[1], words[2], words[3], jdk);
  }

  /** The one-line form, which {@link #parse} reads. */
  public String format() {
    return String.join(" ", implementation, version, core, architecture, JDK + jdk);
  }

  /** Whether native code does the work. */
  public boolean isNative() {
    return implementation.equals("openblas") || implementation.equals("system");
  }

  /**
   * Names every part in which {@code other} differs, such as {@code core Haswell, not SkylakeX}:
   * this one's value first. Empty when they are equal.
   */
  public List<String> differences(Kernel other) {
    List<String> found = new ArrayList<>();
    compare("implementation", implementation, other.implementation, found);
    compare("version", version, other.version, found);
    compare("core", core, other.core, found);
    compare("architecture", architecture, other.architecture, found);
    compare(JDK, jdk, other.jdk, found);
    return List.copyOf(found);
  }

  @Override
  public String toString() {
    return format();
  }

  private static void compare(String part, Object mine, Object others, List<String> found) {
    if (!Objects.equals(mine, others)) {
      found.add(part + " " + mine + ", not " + others);
    }
  }

  private static void checkWord(String part, String value) {
    if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "Invalid kernel " + part + ": '" + value + "': must be one word");
    }
  }
}
