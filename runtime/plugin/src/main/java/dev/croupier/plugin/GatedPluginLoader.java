package dev.croupier.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/**
 * Makes a plugin's class loader: first what the gate shares, so that a plugin which carries its own
 * copy of the app API still implements the host's, then the plugin's jar, or {@code classes/} and
 * {@code lib/*.jar} of its unpacked zip.
 */
final class GatedPluginLoader implements PluginLoader {

  private final PluginManager pf4j;

  GatedPluginLoader(PluginManager pf4j) {
    this.pf4j = pf4j;
  }

  @Override
  public boolean isApplicable(Path code) {
    return true;
  }

  @Override
  public ClassLoader loadPlugin(Path code, PluginDescriptor descriptor) {
    PluginClassLoader loader =
        new PluginClassLoader(pf4j, descriptor, new HostGate(), ClassLoadingStrategy.APD);
    try {
      for (Path place : places(code)) {
        loader.addURL(place.toUri().toURL());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the jars of " + code, e);
    }
    return loader;
  }

  private static List<Path> places(Path code) throws IOException {
    if (!Files.isDirectory(code)) {
      return List.of(code);
    }
    List<Path> places = new ArrayList<>();
    places.add(code.resolve("classes"));
    Path libraries = code.resolve("lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> files = Files.list(libraries)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(places::add);
      }
    }
    return places;
  }
}
