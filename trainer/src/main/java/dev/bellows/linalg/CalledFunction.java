package dev.bellows.linalg;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A function that the JIT compiler calls, and never inlines: it does not look through a method
 * handle that is not a constant. Where it inlines several loops with the Vector API into one
 * method, such as those of a recurrent cell, it runs out of room, and then makes objects of their
 * vectors; whether it would, the types that it has met by chance decide.
 */
final class CalledFunction implements RangeFunction {
  private static final MethodHandle APPLY = handle();

  private final MethodHandle function;

  CalledFunction(RangeFunction function) {
    this.function = APPLY.bindTo(function);
  }

  @Override
  public void apply(float[] x, int from, int to) {
    try {
      function.invokeExact(x, from, to);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A function of a range has no checked exceptions", e);
    }
  }

  private static MethodHandle handle() {
    MethodType type = MethodType.methodType(void.class, float[].class, int.class, int.class);
    try {
      return MethodHandles.lookup().findVirtual(RangeFunction.class, "apply", type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
