package dev.croupier.testkit;

import dev.croupier.app.SessionApp;
import dev.croupier.host.engine.App;
import dev.croupier.plugin.ClassApp;
import java.lang.reflect.InvocationTargetException;

/** Apps that are on the test's own class path. */
final class ClassApps {

  private ClassApps() {}

  static App of(SessionApp app) {
    return ClassApp.of(app.getClass(), () -> app);
  }

  static App of(Class<? extends SessionApp> type) {
    return ClassApp.of(type, () -> make(type));
  }

  private static SessionApp make(Class<? extends SessionApp> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new TestTableException(
          "the constructor of " + type.getName() + " threw " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new TestTableException(
          type.getName() + " needs a constructor without parameters: " + e, e);
    }
  }
}
