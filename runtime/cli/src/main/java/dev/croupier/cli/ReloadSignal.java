package dev.croupier.cli;

import dev.croupier.host.Host;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads a host's apps when the process gets SIGHUP, as servers do. The same signal also says that
 * the terminal was closed; then the run ends, if it was started in one. Java has signals only in
 * {@code sun.misc}, which compilers warn of, so it is looked up; Windows has no such signal.
 */
final class ReloadSignal {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadSignal.class);
  private static final Path TERMINAL = Path.of("/dev/tty");

  private ReloadSignal() {}

  /**
   * @param host what to reload
   * @param inTerminal whether the process was started by a person at a terminal
   * @param end ends the run
   */
  static void install(Host host, boolean inTerminal, Runnable end) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> named = signal.getConstructor(String.class);
      Object listening =
          Proxy.newProxyInstance(
              ReloadSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      hungUp(host, end, inTerminal);
                      yield null;
                    }
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "reload on SIGHUP";
                  });
      signal.getMethod("handle", signal, handler).invoke(null, named.newInstance("HUP"), listening);
    } catch (ReflectiveOperationException e) {
      LOG.debug("there is no SIGHUP on this system, so apps cannot be reloaded by it", e);
    }
  }

  private static void hungUp(Host host, Runnable end, boolean inTerminal) {
    if (inTerminal && terminalIsGone()) {
      end.run();
      return;
    }
    CompletableFuture<?> _ =
        host.reload()
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    LOG.error("the apps could not be reloaded", error);
                  }
                });
  }

  private static boolean terminalIsGone() {
    try {
      Files.newInputStream(TERMINAL).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
