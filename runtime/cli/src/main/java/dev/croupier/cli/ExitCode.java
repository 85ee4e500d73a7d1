package dev.croupier.cli;

import dev.croupier.app.CroupierException;
import dev.croupier.cli.config.ConfigException;
import dev.croupier.client.NodeException;
import dev.croupier.host.HostConfigException;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.message.BrokenSchemaException;
import dev.croupier.node.InvalidNodeConfigException;
import dev.croupier.node.transport.PortInUseException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the shell learns of how a command ended. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int FILE_TO_CORRECT = 3;
  static final int NODE_TROUBLE = 4;

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
      case ConfigException e -> FILE_TO_CORRECT;
      case AppLoadException e -> FILE_TO_CORRECT;
      case BrokenSchemaException e -> FILE_TO_CORRECT;
      case HostConfigException e -> FILE_TO_CORRECT;
      case InvalidNodeConfigException e -> FILE_TO_CORRECT;
      case NodeException e -> NODE_TROUBLE;
      case PortInUseException e -> NODE_TROUBLE;
      default -> FAILED;
    };
  }
}
