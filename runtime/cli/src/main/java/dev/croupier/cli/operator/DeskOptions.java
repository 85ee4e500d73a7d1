package dev.croupier.cli.operator;

import dev.croupier.cli.Terminal;
import dev.croupier.cli.config.ConfigReader;
import dev.croupier.cli.control.ControlClient;
import dev.croupier.cli.control.ControlFile;
import dev.croupier.cli.keys.HexKey;
import dev.croupier.cli.keys.KeyArguments;
import dev.croupier.cli.keys.Keystore;
import dev.croupier.cli.keys.PasswordOptions;
import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeVersion;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which host or node a command is for, and with whose key. */
final class DeskOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration of the running host (default: croupier.yaml).")
  private Path config = Path.of("croupier.yaml");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The running host's data folder, instead of its configuration.")
  private @Nullable Path data;

  @Option(
      names = "--seat",
      paramLabel = "NAME",
      description = "Which seat of the running host, where there are several.")
  private @Nullable String seat;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "Ask this node (ws:// or wss://) with a key of your own, not a running host.")
  private @Nullable String node;

  @Option(
      names = "--node-version",
      paramLabel = "VERSION",
      description = "With --node: auto, 0.3, 0.4 or 0.5 (default: auto).")
  private String version = "auto";

  @Option(
      names = "--broker",
      paramLabel = "ADDRESS",
      description = "With --node: the address that must sign the node's frames.")
  private @Nullable String broker;

  @Option(
      names = "--application",
      paramLabel = "NAME",
      description =
          "With --node: the name to log in under (default: croupier-cli). A node keeps one login per wallet and name.")
  private String application = "croupier-cli";

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "With --node: the encrypted keystore of the wallet.")
  private @Nullable Path keystore;

  @Option(
      names = "--key-env",
      paramLabel = "NAME",
      description = "With --node: an environment variable that holds the wallet's key in hex.")
  private @Nullable String keyVariable;

  @Mixin private PasswordOptions password = new PasswordOptions();

  @Mixin private KeyArguments refused = new KeyArguments();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The seat that was named, null if none was. */
  @Nullable String seat() {
    return seat;
  }

  /**
   * @param terminal where to ask for a password
   * @return where requests go
   */
  Desk open(Terminal terminal) {
    refused.check();
    if (node == null) {
      return openHost();
    }
    ClientConfig client = client(node, terminal);
    return NodeDesk.open(client);
  }

  /**
   * @return the running host
   */
  HostDesk openHost() {
    refused.check();
    if (keystore != null || keyVariable != null) {
      throw usage("--keystore and --key-env go with --node; a running host has keys of its own");
    }
    Path control =
        data != null ? ControlFile.in(data) : ControlFile.of(ConfigReader.read(config), config);
    return new HostDesk(ControlClient.open(control));
  }

  /** Refuses a running host where only a node will do. */
  NodeDesk openNode(Terminal terminal, String reason) {
    refused.check();
    if (node == null) {
      throw usage("--node is missing: " + reason);
    }
    return NodeDesk.open(client(node, terminal));
  }

  private ClientConfig client(String url, Terminal terminal) {
    if (seat != null) {
      throw usage("--seat names a seat of a running host; with --node the key says who it is");
    }
    PrivateKey key = key(terminal);
    ClientConfig.Builder client =
        ClientConfig.builder(uri(url), new LocalSigner(key, Secp256k1.best()))
            .application(application);
    if (!version.equals("auto")) {
      client.version(NodeVersion.parse(version));
    }
    if (broker != null) {
      client.brokerAddress(address("--broker", broker));
    }
    return client.build();
  }

  private PrivateKey key(Terminal terminal) {
    if ((keystore == null) == (keyVariable == null)) {
      throw usage("--node needs either --keystore FILE or --key-env NAME");
    }
    if (keystore != null) {
      return Keystore.read(keystore)
          .requireOwnerOnly()
          .open(password.existing(terminal, keystore.toString()));
    }
    String variable = String.valueOf(keyVariable);
    String value = terminal.environment().get(variable);
    if (value == null || value.isBlank()) {
      throw new MissingKeyException(variable);
    }
    return HexKey.parse(value, "environment variable " + variable);
  }

  private URI uri(String url) {
    try {
      URI uri = URI.create(url);
      if (("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw usage("--node: \"" + url + "\" is no URL: " + e.getMessage());
    }
    throw usage("--node: \"" + url + "\" is no ws:// or wss:// URL");
  }

  Address address(String place, String text) {
    try {
      return Address.parse(text);
    } catch (ProtocolException e) {
      throw usage(place + ": \"" + text + "\" is no address (0x and 40 hex digits)");
    }
  }

  ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** The variable that should hold the key is not set. */
  static final class MissingKeyException extends dev.croupier.app.CroupierException {
    private static final long serialVersionUID = 1L;

    MissingKeyException(String variable) {
      super("environment variable " + variable + " is not set");
    }
  }
}
