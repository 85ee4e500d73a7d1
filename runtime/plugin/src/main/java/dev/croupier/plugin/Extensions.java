package dev.croupier.plugin;

import dev.croupier.app.SessionApp;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds, checks and makes the {@link SessionApp} classes of a plugin. */
final class Extensions {

  /** A class file's major version is the Java version plus this. */
  private static final int CLASS_FILE_OFFSET = 44;

  private Extensions() {}

  /**
   * @param plugin the plugin
   * @return the constructors of its apps, at least one
   * @throws dev.croupier.host.engine.AppLoadException if there is none, or one cannot be used
   */
  static List<Constructor<? extends SessionApp>> apps(LoadedPlugin plugin) {
    List<Constructor<? extends SessionApp>> apps = new ArrayList<>();
    for (String name : plugin.extensionNames()) {
      Class<?> type = load(plugin, name);
      if (SessionApp.class.isAssignableFrom(type)) {
        apps.add(constructor(plugin, type.asSubclass(SessionApp.class)));
      }
    }
    if (apps.isEmpty()) {
      throw plugin.refused(
          "",
          "has no app: no class in META-INF/extensions.idx implements SessionApp. PF4J's annotation"
              + " processor writes that file for classes marked @Extension; since Java 23 the"
              + " compiler runs processors only with -proc:full");
    }
    return apps;
  }

  /**
   * Picks an app by the name in a reference.
   *
   * @param plugin the plugin
   * @param apps its apps
   * @param name from the reference, {@code ""} if it gave none
   * @return the one that is meant
   * @throws dev.croupier.host.engine.AppLoadException if none or several are
   */
  static Constructor<? extends SessionApp> pick(
      LoadedPlugin plugin, List<Constructor<? extends SessionApp>> apps, String name) {
    List<Constructor<? extends SessionApp>> meant =
        name.isEmpty()
            ? apps
            : apps.stream().filter(app -> answersTo(app.getDeclaringClass(), name)).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    String known =
        apps.stream()
            .map(
                app ->
                    "#%s (%s)"
                        .formatted(
                            shortName(app.getDeclaringClass()), app.getDeclaringClass().getName()))
            .sorted()
            .collect(Collectors.joining(", "));
    String reason =
        name.isEmpty()
            ? "has several apps, name one in the reference: "
            : meant.isEmpty()
                ? "has no app \"" + name + "\", only: "
                : "has several apps \"" + name + "\", use the full class name: ";
    throw plugin.refused("", reason + known);
  }

  /**
   * @param type an app's class
   * @return {@code tic-tac-toe} for {@code TicTacToeApp}
   */
  static String shortName(Class<?> type) {
    String simple = type.getSimpleName();
    String stem =
        simple.endsWith("App") && simple.length() > 3
            ? simple.substring(0, simple.length() - 3)
            : simple;
    return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Makes an app object.
   *
   * @param plugin the plugin
   * @param app from {@link #pick}
   * @return the object
   * @throws dev.croupier.host.engine.AppLoadException if its constructor throws
   */
  static SessionApp make(LoadedPlugin plugin, Constructor<? extends SessionApp> app) {
    String name = app.getDeclaringClass().getName();
    try {
      return ContextClassLoader.callIn(plugin.classLoader(), app::newInstance);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      throw plugin.refused(
          name, "its constructor threw " + Failures.describe(thrown, plugin.classLoader()), thrown);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw plugin.refused(
          name, "cannot be made: " + Failures.describe(e, plugin.classLoader()), e);
    }
  }

  private static boolean answersTo(Class<?> type, String name) {
    return name.equals(type.getSimpleName())
        || name.equals(shortName(type))
        || name.equals(type.getName());
  }

  private static Constructor<? extends SessionApp> constructor(
      LoadedPlugin plugin, Class<? extends SessionApp> type) {
    if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
      throw plugin.refused(type.getName(), "an app's class must be public and not abstract");
    }
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw plugin.refused(
          type.getName(), "an app's class must have a public constructor without parameters", e);
    } catch (LinkageError e) {
      throw unlinkable(plugin, type.getName(), e);
    }
  }

  private static Class<?> load(LoadedPlugin plugin, String name) {
    try {
      return plugin.classLoader().loadClass(name);
    } catch (ClassNotFoundException e) {
      throw plugin.refused(
          name, "is listed in META-INF/extensions.idx but is not in the plugin", e);
    } catch (UnsupportedClassVersionError e) {
      throw plugin.refused(
          name,
          "was compiled for "
              + javaVersion(plugin, name)
              + ", and this host runs Java "
              + Runtime.version().feature(),
          e);
    } catch (LinkageError e) {
      throw unlinkable(plugin, name, e);
    }
  }

  private static RuntimeException unlinkable(LoadedPlugin plugin, String name, LinkageError e) {
    return plugin.refused(
        name,
        "cannot be linked ("
            + e
            + "); a plugin sees the JDK, dev.croupier.app, its own classes and the jars in its lib"
            + " folder, nothing else of the host",
        e);
  }

  private static String javaVersion(LoadedPlugin plugin, String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = plugin.classLoader().getResourceAsStream(file)) {
      if (in != null) {
        DataInputStream header = new DataInputStream(in);
        header.skipNBytes(6);
        return "Java " + (header.readUnsignedShort() - CLASS_FILE_OFFSET);
      }
    } catch (IOException e) {
      return "a newer Java (its class file cannot be read: " + e.getMessage() + ")";
    }
    return "a newer Java";
  }
}
