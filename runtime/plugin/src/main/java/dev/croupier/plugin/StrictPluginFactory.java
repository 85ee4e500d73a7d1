package dev.croupier.plugin;

import java.lang.reflect.InvocationTargetException;
import org.pf4j.Plugin;
import org.pf4j.PluginFactory;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/** Makes a plugin's optional lifecycle object, and says why where it cannot. */
final class StrictPluginFactory implements PluginFactory {

  @Override
  public Plugin create(PluginWrapper wrapper) {
    String name = wrapper.getDescriptor().getPluginClass();
    try {
      return wrapper
          .getPluginClassLoader()
          .loadClass(name)
          .asSubclass(Plugin.class)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new PluginRuntimeException(
          e.getCause(), "the constructor of Plugin-Class {} threw {}", name, e.getCause());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new PluginRuntimeException(
          e, "Plugin-Class {} is no org.pf4j.Plugin with a public constructor: {}", name, e);
    }
  }
}
