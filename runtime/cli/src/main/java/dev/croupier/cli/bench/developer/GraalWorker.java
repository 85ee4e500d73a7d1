package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Resources;
import dev.croupier.cli.bench.run.WarmUp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** The engine of scripts alone, in this process: no host, none of its limits and options. */
final class GraalWorker implements Worker {
  private static final double MOST_COMPILING = 0.1;

  private final WarmUp warmUp;
  private final Context context;
  private final Value work;
  private int pieces;
  private boolean compiling;

  GraalWorker(WarmUp warmUp) throws IOException {
    this.warmUp = warmUp;
    this.context =
        Context.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.esm-eval-returns-exports", "true")
            .build();
    try (Folder folder = Folder.temporary()) {
      Resources.copy(folder.path(), "work.js");
      Source source =
          Source.newBuilder("js", folder.path().resolve("work.js").toFile())
              .mimeType("application/javascript+module")
              .build();
      this.work = context.eval(source).getMember("work");
    }
  }

  @Override
  public void warmUp() throws InterruptedException {
    warmUp.run(time -> 1 / rate(time), () -> !compiling);
  }

  @Override
  public double rate(Duration time) {
    long compilersBefore = CpuTime.ofCompilersNanos();
    long cpuBefore = CpuTime.ofProcessNanos(List.of());
    long end = System.nanoTime() + time.toNanos();
    int before = pieces;
    while (System.nanoTime() - end < 0) {
      work.executeVoid(pieces++);
    }
    long cpu = CpuTime.ofProcessNanos(List.of()) - cpuBefore;
    compiling = CpuTime.ofCompilersNanos() - compilersBefore > MOST_COMPILING * cpu;
    return (pieces - before) / CpuTime.seconds(cpu);
  }

  @Override
  public void close() {
    context.close();
  }
}
