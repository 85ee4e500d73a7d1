/**
 * App sessions: create, submit, close, lists, state notifications, messages (clearnode-0.x 8.5,
 * 8.6, 10 to 12). References are non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.v0.session;

import org.jspecify.annotations.NullMarked;
