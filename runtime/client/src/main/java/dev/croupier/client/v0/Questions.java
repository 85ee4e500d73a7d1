package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.protocol.v0.RequestParams;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponsePayload;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Asks the node things that change nothing. */
final class Questions {
  private final ClientConfig config;
  private final RequestIds ids;
  private final Lifeline lifeline;
  private final Credentials credentials;

  Questions(ClientConfig config, RequestIds ids, Lifeline lifeline, Credentials credentials) {
    this.config = config;
    this.ids = ids;
    this.lifeline = lifeline;
    this.credentials = credentials;
  }

  /** A public question; needs no signature (clearnode-0.x 8). */
  <T> CompletableFuture<T> ask(RequestParams params, Function<ResponsePayload, T> reader) {
    return lifeline
        .ask(payload(params).unsigned())
        .thenApply(answer -> Answers.read(answer, reader));
  }

  /** A private question, signed by the session key (clearnode-0.x 9). */
  <T> CompletableFuture<T> askSigned(RequestParams params, Function<ResponsePayload, T> reader) {
    return lifeline
        .ask(payload(params).signedBy(credentials.sessionKey().signer()))
        .thenApply(answer -> Answers.read(answer, reader));
  }

  private RequestPayload payload(RequestParams params) {
    return RequestPayload.of(ids.next(), params, config.clock().millis());
  }
}
