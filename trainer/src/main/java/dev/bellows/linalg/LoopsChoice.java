package dev.bellows.linalg;

import java.util.Optional;

/**
 * Which loops to take: those with the Vector API where the JVM runs with {@code --add-modules
 * jdk.incubator.vector}, as Spark has it, else the plain ones.
 *
 * <p>Until they are compiled, loops with the Vector API are a hundred times slower than plain ones.
 * So a thread of their own runs them until they are the faster ones, and only then they are taken;
 * no bit depends on when.
 */
final class LoopsChoice {
  private static final Loops PLAIN = new PlainLoops();
  private static final Optional<Loops> VECTOR = vector();
  private static volatile Loops current = PLAIN;

  static {
    if (VECTOR.isPresent()) {
      Thread thread = new Thread(LoopsChoice::warmUp, "bellows-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private LoopsChoice() {}

  /** The fastest at this moment. */
  static Loops current() {
    return current;
  }

  /** Those with the Vector API, unless the JVM lacks it or its processor has short registers. */
  static Optional<Loops> vector() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.empty();
    }
    try {
      // By name: the class cannot be loaded without the module.
      Class<?> loops = Class.forName(LoopsChoice.class.getPackageName() + ".VectorLoops");
      return Optional.of((Loops) loops.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static void warmUp() {
    LoopsWarmUp warmUp = new LoopsWarmUp();
    if (warmUp.makesFaster(VECTOR.orElseThrow(), PLAIN)) {
      current = VECTOR.orElseThrow();
    }
  }
}
