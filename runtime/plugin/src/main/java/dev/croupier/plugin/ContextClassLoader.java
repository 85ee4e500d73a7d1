package dev.croupier.plugin;

/**
 * Runs a plugin's code with its own class loader as the thread's context class loader, where {@link
 * java.util.ServiceLoader} and many libraries look for classes.
 */
final class ContextClassLoader {

  /** Code that may throw a checked exception of its own kind. */
  @FunctionalInterface
  interface Code<T, E extends Exception> {
    T call() throws E;
  }

  private ContextClassLoader() {}

  static <T, E extends Exception> T callIn(ClassLoader loader, Code<T, E> code) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return code.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
