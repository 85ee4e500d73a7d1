package dev.croupier.cli;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code croupier node fund}: money from the faucet of a running local node. */
@Command(
    name = "fund",
    description = "Gives a wallet money on a running local node.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier node fund 0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72 100 usdc"
    })
final class NodeFundCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "The wallet.")
  private String address = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "Whole units, such as 0.5.")
  private String amount = "";

  @Parameters(index = "2", paramLabel = "ASSET", description = "The asset's symbol, such as usdc.")
  private String asset = "";

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "The node's admin address (default: http://127.0.0.1:8001).")
  private URI admin = URI.create("http://127.0.0.1:8001");

  @Option(names = "--json", description = "Print the node's answer as it is.")
  private boolean json;

  NodeFundCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("address", Address.parse(address).toString());
    wish.put("asset", asset);
    wish.put("amount", Amount.parse(amount).toString());
    HttpRequest request =
        HttpRequest.newBuilder(admin.resolve("/admin/fund"))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(wish)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        terminal.error("the node refused: " + answer.body());
        return ExitCode.FAILED;
      }
      terminal.line(
          json
              ? answer.body()
              : "%s has %s %s more."
                  .formatted(wish.get("address"), wish.get("amount"), wish.get("asset")));
      return ExitCode.DONE;
    } catch (ConnectException e) {
      terminal.error(
          "no local node answers at "
              + admin
              + "; start one with ./croupier node, or name it with"
              + " --admin URL");
      return ExitCode.NODE_TROUBLE;
    }
  }
}
