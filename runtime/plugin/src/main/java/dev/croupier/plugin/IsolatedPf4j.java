package dev.croupier.plugin;

import dev.croupier.app.AppApi;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;

/**
 * PF4J for exactly one version of one plugin, so that two versions can be loaded side by side. Its
 * class loader stands behind the {@link HostGate}, and what PF4J would log and pass over is refused
 * with a reason.
 */
final class IsolatedPf4j extends DefaultPluginManager {

  private final AppSource source;

  IsolatedPf4j(Path folder, AppSource source) {
    super(folder);
    this.source = source;
  }

  // The next two are called by the superclass's constructor: no fields here.

  @Override
  protected PluginLoader createPluginLoader() {
    return new GatedPluginLoader(this);
  }

  @Override
  protected PluginFactory createPluginFactory() {
    return new StrictPluginFactory();
  }

  @Override
  protected void validatePluginDescriptor(PluginDescriptor descriptor) {
    requireEntry("Plugin-Id", descriptor.getPluginId());
    requireEntry("Plugin-Version", descriptor.getVersion());
    if (!descriptor.getDependencies().isEmpty()) {
      throw refused(
          descriptor,
          "depends on other plugins ("
              + descriptor.getDependencies().stream()
                  .map(PluginDependency::getPluginId)
                  .collect(Collectors.joining(", "))
              + "), but each plugin is loaded alone; put what it needs into its own archive");
    }
    requireApi(descriptor);
  }

  private void requireEntry(String entry, String value) {
    if (value == null || value.isBlank()) {
      throw new AppLoadException(
          source.reference(),
          String.valueOf(source.path().getFileName()),
          "its manifest has no " + entry);
    }
  }

  private void requireApi(PluginDescriptor descriptor) {
    String requires = descriptor.getRequires() == null ? "*" : descriptor.getRequires().strip();
    // As PF4J has it: a bare version means that version or a newer one.
    String range = requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
    // A host built from a snapshot has the API of the release to come.
    String api = AppApi.version().replaceFirst("-.*", "");
    boolean fits;
    try {
      fits = getVersionManager().checkVersionConstraint(api, range);
    } catch (RuntimeException e) {
      throw new AppLoadException(
          source.reference(),
          place(descriptor),
          "Plugin-Requires \"" + requires + "\" is not a version range such as \">=0.1.0\"",
          e);
    }
    if (!fits) {
      throw refused(
          descriptor, "needs app API " + range + ", and this host has " + AppApi.version());
    }
  }

  private AppLoadException refused(PluginDescriptor descriptor, String reason) {
    return new AppLoadException(source.reference(), place(descriptor), reason);
  }

  static String place(PluginDescriptor descriptor) {
    return "plugin " + descriptor.getPluginId() + " " + descriptor.getVersion();
  }
}
