package dev.croupier.plugin;

import static dev.croupier.plugin.InstanceUnderTest.TIME_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Turn;
import dev.croupier.host.turn.TurnOutcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed plugin is gone: its class loader, its classes, its files. */
class PluginUnloadTest {

  /** Maps messages and state, fails once and leaves a call open: all that could hold a class. */
  private static final String BODY =
      """
      public record Note(int n, Optional<BigDecimal> amount) {}
      public static final class Own extends RuntimeException { Own() { super("own type"); } }
      @Override public void onAppMessage(Message m, Session s) {
        Note note = m.as(Note.class);
        if (note.n() < 0) throw new Own();
        s.setState(note);
        s.state(Note.class, note);
        s.send("note", note).thenAccept(nothing -> s.log("" + note));
        try { m.as(Own[].class); } catch (MessageMappingException e) { s.log(e.javaType()); }
      }
      """;

  @TempDir Path folder;

  @Test
  void twoHundredReloads_freeTheirClassLoaders() throws IOException {
    int times = 200;
    Path jar = PluginJar.withApp("demo", "DemoApp", BODY).jar(folder.resolve("demo.jar"));
    AppSource source = new AppSource("demo.jar", "plugin", jar, "");
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (PluginEngine engine = PluginEngine.inside(folder.resolve("work"))) {
      loaders.add(use(engine, source));
      collect(loaders);
      int loadedBefore = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      for (int i = 0; i < times; i++) {
        loaders.add(use(engine, source));
      }
      collect(loaders);
      assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
          .as("loaded classes after %d reloads", times)
          .isLessThan(loadedBefore + times);
    }
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private static void collect(List<WeakReference<ClassLoader>> loaders) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).as("class loaders").allMatch(loader -> loader.refersTo(null));
            });
  }

  /** Works with the plugin as a host would; nothing but the weak reference leaves this method. */
  private static WeakReference<ClassLoader> use(PluginEngine engine, AppSource source) {
    try (App app = engine.load(source);
        AppInstance instance = app.start(new FakeSeat())) {
      run(instance, 1, new Input.Started());
      assertThat(run(instance, 2, note("{\"n\":1,\"amount\":0.10}")).effects()).hasSize(2);
      assertThat(run(instance, 3, note("{\"n\":-1}")).failure()).isPresent();
      return new WeakReference<>(((PluginApp) app).plugin().classLoader());
    }
  }

  private static Input note(String json) {
    return new Input.MessageReceived("note", InstanceUnderTest.SENDER, json, 1);
  }

  private static TurnOutcome run(AppInstance instance, long number, Input input) {
    return instance.run(
        new Turn(
            number,
            input,
            Optional.of(InstanceUnderTest.view(InstanceUnderTest.SESSION_ID, "null")),
            TIME_MS,
            number));
  }
}
