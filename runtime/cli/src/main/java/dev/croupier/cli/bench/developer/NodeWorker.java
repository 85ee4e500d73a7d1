package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.ChildJvm;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.NodeJs;
import dev.croupier.cli.bench.run.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A process of Node.js that works when it is told to. */
final class NodeWorker implements Worker {
  /** V8 is done with its compiling within moments. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  private final Folder folder;
  private final Process node;
  private final Writer orders;
  private final BufferedReader rates;

  /**
   * @throws BenchException if Node.js or its program is not there
   */
  NodeWorker() throws IOException, InterruptedException {
    Path program = NodeJs.folder().resolve("work.mjs").toAbsolutePath();
    this.folder = Folder.temporary();
    Resources.copy(folder.path(), "work.js");
    // Node takes a .js file for CommonJS unless told otherwise.
    folder.write("package.json", "{\"type\":\"module\"}");
    String work = folder.path().resolve("work.js").toString();
    this.node =
        ChildJvm.endingWithThis(
            new ProcessBuilder("node", program.toString(), work)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    this.orders = node.outputWriter(StandardCharsets.UTF_8);
    this.rates = node.inputReader(StandardCharsets.UTF_8);
  }

  @Override
  public void warmUp() throws IOException {
    rate(WARM_UP);
  }

  @Override
  public double rate(Duration time) throws IOException {
    orders.write(time.toMillis() + "\n");
    orders.flush();
    String rate = rates.readLine();
    if (rate == null) {
      throw new BenchException("node work.mjs ended early");
    }
    return Double.parseDouble(rate);
  }

  @Override
  public void close() throws IOException {
    node.destroy();
    folder.close();
  }
}
