package dev.croupier.client.v0;

import dev.croupier.protocol.v0.ServerVersion;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** How an open link becomes one over which requests can be sent. */
interface Entrance {

  /** Everything from an open link to a logged-in one. */
  CompletableFuture<LoginOutcome> run(Link link);

  /** Logs in again over a link that is logged in. */
  CompletableFuture<ServerVersion> again(Link link, ServerVersion version);

  /** When that should be done. */
  Instant dueAt();

  /** The link is logged in, and everybody has been told; must not block. */
  default void entered(Link link) {}
}
