package dev.croupier.plugin;

/**
 * The parent of every plugin's class loader: the JDK's platform classes, and of the host only what
 * an author compiles against. Everything else of the host, its libraries included, does not exist
 * for a plugin, which may therefore bring any version of any library.
 */
final class HostGate extends ClassLoader {

  private static final String APP_API = "dev.croupier.app.";
  private static final String NULL_ANNOTATIONS = "org.jspecify.annotations.";
  private static final String PF4J = "org.pf4j.";

  private final ClassLoader host;

  HostGate() {
    super("croupier-host-gate", ClassLoader.getPlatformClassLoader());
    host = HostGate.class.getClassLoader();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (isShared(name)) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  private static boolean isShared(String name) {
    if (name.startsWith(PF4J)) {
      return switch (name.substring(PF4J.length())) {
        case "Extension", "ExtensionPoint", "Plugin" -> true;
        default -> false;
      };
    }
    return name.startsWith(APP_API) || name.startsWith(NULL_ANNOTATIONS);
  }
}
