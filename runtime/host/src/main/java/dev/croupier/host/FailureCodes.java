package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.MessageRefusedException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.host.carrier.NotCarriedException;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.NotEnoughSignaturesException;
import dev.croupier.host.guard.GuardException;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.protocol.ProtocolException;
import java.util.concurrent.CompletionException;

/** Turns errors into what an app is told: a stable word and a sentence. */
final class FailureCodes {

  /** A mistake in the host itself. */
  static final String INTERNAL = "internal";

  /** There is no way to the node, so nothing was done. */
  static final String NOT_CONNECTED = "not-connected";

  /** The node may have done it. */
  static final String OUTCOME_UNKNOWN = "outcome-unknown";

  private FailureCodes() {}

  static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  static CallResult.Failed failed(Throwable error) {
    Throwable cause = unwrap(error);
    String message = cause.getMessage();
    return new CallResult.Failed(
        code(cause), message == null ? cause.getClass().getSimpleName() : message);
  }

  /**
   * @param error what went wrong
   * @return {@code outcome-unknown} where the node may have done it all the same
   */
  static String code(Throwable error) {
    return switch (unwrap(error)) {
      case GuardException e -> e.rule();
      case CoSigningException e -> e.code();
      case NotEnoughSignaturesException e -> "not-enough-signatures";
      case RequestFailedException e -> e.code();
      case NotCarriedException e -> e.code();
      case MessageRefusedException e -> "message-refused";
      case NodeException.Refused e -> "node-refused";
      case NodeException.ConnectionLost e -> OUTCOME_UNKNOWN;
      case NodeException.TimedOut e -> OUTCOME_UNKNOWN;
      case NodeException.QueueFull e -> "queue-full";
      case NodeException.UnreadableStep e -> "unreadable-text";
      case NodeException e -> NOT_CONNECTED;
      case ProtocolException e -> "invalid-value";
      case CroupierException e -> "refused";
      default -> INTERNAL;
    };
  }
}
