package dev.croupier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppInstance;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a worker has of its host: not its environment, and no life beyond it. */
@Timeout(240)
class OrphanTest {
  @TempDir Path base;

  /** A host that says who its worker is and then waits for a turn that never ends. */
  static final class HostMain {
    private HostMain() {}

    public static void main(String[] arguments) {
      Path base = Path.of(arguments[0]);
      try (ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS);
          WorkerEngine engine =
              new WorkerEngine(
                  List.of(scripts),
                  WorkerSettings.DEFAULTS.withTurnTime(Duration.ofHours(1)),
                  new SplittableRandom(1));
          App app = engine.load(engine.find(base, "main").orElseThrow());
          AppInstance instance = app.start(new FakeSeat("bob"))) {
        Instances turns = new Instances(instance);
        turns.message("\"good\"");
        System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
        turns.message("\"attack\"");
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void killedHost_takesItsWorkerWithIt_alsoOneThatIsStuck() throws Exception {
    Files.writeString(
        base.resolve("main.js"),
        """
        export const messages = {ping: {}};
        export function onAppMessage(type, id, data) {
          if (data === 'attack') Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
        }
        """);
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            HostMain.class.getName(),
            base.toString());
    command.environment().put("SEAT_KEY", "0x" + "5e".repeat(32));
    Process host = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      BufferedReader says =
          new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
      ProcessHandle worker =
          ProcessHandle.of(Long.parseLong(String.valueOf(says.readLine()))).orElseThrow();
      assertThat(environment(host.toHandle())).contains("SEAT_KEY");
      assertThat(environment(worker)).doesNotContain("SEAT_KEY").doesNotContain("PATH=");
      // The attack is under way when the worker computes without saying anything.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> worker.info().totalCpuDuration().orElseThrow().toMillis() > 500);

      host.destroyForcibly().waitFor();

      await().atMost(Duration.ofSeconds(60)).until(() -> !worker.isAlive());
    } finally {
      host.destroyForcibly();
    }
  }

  private static String environment(ProcessHandle process) throws Exception {
    return Files.readString(
        Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
  }
}
