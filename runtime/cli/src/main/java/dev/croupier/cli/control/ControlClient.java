package dev.croupier.cli.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives orders to a running host. */
public final class ControlClient implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** Longer than a host waits for its node. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Path path;
  private final ControlFile host;

  private ControlClient(Path path, ControlFile host) {
    this.path = path;
    this.host = host;
  }

  /**
   * @param path the host's control file
   * @return a way to the host
   * @throws ControlException if none runs
   */
  public static ControlClient open(Path path) {
    return new ControlClient(
        path,
        ControlFile.read(path)
            .orElseThrow(
                () ->
                    new ControlException.NoHost(
                        "no host runs here ("
                            + path
                            + " names none); start one with croupier run, name its configuration"
                            + " with --config FILE or its data with --data FOLDER, or ask a node"
                            + " with --node URL")));
  }

  /**
   * @param command the command's name
   * @param body its arguments
   * @return the answer
   * @throws ControlException if the host refuses or does not answer
   */
  public JsonNode ask(String command, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + "/v1/" + command))
            .timeout(PATIENCE)
            .header("authorization", "Bearer " + host.token())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new ControlException.Refused(
            json.path("code").asString("refused"), json.path("message").asString(""));
      }
      return json;
    } catch (ConnectException e) {
      throw new ControlException.NoHost(
          "the host of " + path + " (process " + host.pid() + ") does not listen any more");
    } catch (HttpTimeoutException e) {
      throw new ControlException.Refused(
          "outcome-unknown",
          "the host did not answer within "
              + PATIENCE.toSeconds()
              + " s; look at sessions and balances before you ask again");
    } catch (IOException | JacksonException e) {
      throw new ControlException.Refused(
          "outcome-unknown",
          "the host's answer was lost; look at sessions and balances before you ask again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException.Refused("outcome-unknown", "interrupted while waiting");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
