/**
 * Sockets of the servers, the local node and the relay service: the WebSocket endpoint that clients
 * speak the protocol on, and the small HTTP server for health and metrics. It moves frames, keeps
 * them in order, bounds every queue and size, and knows nothing of what the frames mean. References
 * are non-null unless marked.
 */
@NullMarked
package dev.croupier.transport;

import org.jspecify.annotations.NullMarked;
