package dev.croupier.cli;

import dev.croupier.app.CroupierException;
import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.control.ControlException;
import dev.croupier.cli.keys.KeystoreException;
import dev.croupier.client.NodeException;
import dev.croupier.host.HostConfigException;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.message.BrokenSchemaException;
import dev.croupier.node.InvalidNodeConfigException;
import dev.croupier.relay.RelayKeyException;
import dev.croupier.transport.PortInUseException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the shell learns of how a command ended. */
public final class ExitCode {
  /** The command did what was asked. */
  public static final int DONE = 0;

  /** It did not: it was refused, or broken off. */
  public static final int FAILED = 1;

  /** A file has to be corrected first. */
  public static final int FILE_TO_CORRECT = 3;

  /** The node cannot be reached or refused. */
  public static final int NODE_TROUBLE = 4;

  /** How a running host says that its node was the trouble. */
  private static final Set<String> NODE_CODES =
      Set.of("node-refused", "outcome-unknown", "not-connected", "queue-full", "no-relay");

  private ExitCode() {}

  /**
   * Tells the user what stopped a command. Errors of ours are one line, since they say all there
   * is; anything else is a defect and shows its trace.
   *
   * @param error what stopped it
   * @param terminal where to say so
   * @return the exit code
   */
  static int report(Throwable error, Terminal terminal) {
    Throwable cause = error;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof CroupierException) {
      terminal.error(String.valueOf(cause.getMessage()));
    } else {
      terminal.defect(cause);
    }
    return switch (cause) {
      case ControlException.Refused e -> NODE_CODES.contains(e.code()) ? NODE_TROUBLE : FAILED;
      case ConfigException e -> FILE_TO_CORRECT;
      case KeystoreException e -> FILE_TO_CORRECT;
      case AppLoadException e -> FILE_TO_CORRECT;
      case BrokenSchemaException e -> FILE_TO_CORRECT;
      case HostConfigException e -> FILE_TO_CORRECT;
      case InvalidNodeConfigException e -> FILE_TO_CORRECT;
      case RelayKeyException e -> FILE_TO_CORRECT;
      case NodeException e -> NODE_TROUBLE;
      case PortInUseException e -> NODE_TROUBLE;
      default -> FAILED;
    };
  }
}
