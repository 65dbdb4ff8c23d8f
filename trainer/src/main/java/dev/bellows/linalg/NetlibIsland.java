package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * A class loader with a private copy of netlib and JavaCPP. Netlib decides once, at class load,
 * whether it has native code, and an application that used MLlib has decided already; here it
 * decides again, and whatever the application did or does with its own copy stays as it is.
 *
 * <p>The interfaces {@link BLAS} and {@link LAPACK} come from the parent, so that the objects can
 * be used outside. A JNI library belongs to one class loader, which is why each copy unpacks its
 * own; netlib would do so in {@code java.io.tmpdir}, where loading may be forbidden, so its JNI
 * classes are read with {@link NativeFiles} in the place of {@link java.nio.file.Files}.
 */
final class NetlibIsland extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final List<String> SHARED = List.of(BLAS.class.getName(), LAPACK.class.getName());
  private static final List<String> PATCHED =
      List.of("dev.ludovic.netlib.blas.JNIBLAS", "dev.ludovic.netlib.lapack.JNILAPACK");
  private static final byte[] FILES = utf8Constant("java/nio/file/Files");
  private static final byte[] NATIVE_FILES =
      utf8Constant(NativeFiles.class.getName().replace('.', '/'));

  NetlibIsland() {
    super("bellows-netlib", NetlibIsland.class.getClassLoader());
  }

  /** The one instance of the named netlib implementation; its static initialiser may fail. */
  Object implementation(String className) throws ReflectiveOperationException {
    Class.forName(className, true, this);
    var factory = loadClass(className).getDeclaredMethod("getInstance");
    factory.setAccessible(true);
    return factory.invoke(null);
  }

  /** A new object of a class of ours that talks to JavaCPP and must live beside it. */
  Object resident(Class<?> type) throws ReflectiveOperationException {
    var constructor = loadClass(type.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isOwn(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private static boolean isOwn(String name) {
    return (name.startsWith("dev.ludovic.netlib.") && !SHARED.contains(name))
        || name.startsWith("org.bytedeco.")
        || name.startsWith(OpenBlasControl.class.getName());
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    URL url = getResource(name.replace('.', '/') + ".class");
    if (url == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = url.openStream()) {
      byte[] code = in.readAllBytes();
      if (PATCHED.contains(name)) {
        code = replaceOnce(code, FILES, NATIVE_FILES);
      }
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** From our own jar where that is possible: a cluster's Spark has a netlib of its own version. */
  @Override
  public URL getResource(String name) {
    CodeSource ours = NetlibIsland.class.getProtectionDomain().getCodeSource();
    URL first = null;
    for (URL url : Collections.list(parentResources(name))) {
      if (ours != null && url.toString().startsWith("jar:" + ours.getLocation() + "!/")) {
        return url;
      }
      first = first == null ? url : first;
    }
    return first;
  }

  private Enumeration<URL> parentResources(String name) {
    try {
      return getParent().getResources(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string as it stands in a class file's constant pool: tag, length, characters. */
  private static byte[] utf8Constant(String text) {
    byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
    byte[] constant = new byte[characters.length + 3];
    constant[0] = 1;
    constant[1] = (byte) (characters.length >>> 8);
    constant[2] = (byte) characters.length;
    System.arraycopy(characters, 0, constant, 3, characters.length);
    return constant;
  }

  private static byte[] replaceOnce(byte[] code, byte[] old, byte[] replacement) {
    for (int at = 0; at + old.length <= code.length; at++) {
      if (java.util.Arrays.equals(code, at, at + old.length, old, 0, old.length)) {
        byte[] patched = new byte[code.length - old.length + replacement.length];
        System.arraycopy(code, 0, patched, 0, at);
        System.arraycopy(replacement, 0, patched, at, replacement.length);
        int rest = at + old.length;
        System.arraycopy(code, rest, patched, at + replacement.length, code.length - rest);
        return patched;
      }
    }
    throw new IllegalStateException("Cannot redirect netlib's files: no such constant");
  }
}
