/**
 * The 0.x dialect of the client: login, requests and answers, signed texts, notifications and the
 * node's relay as described in clearnode-0.x and compat 3.
 */
@NullMarked
package dev.croupier.client.v0;

import org.jspecify.annotations.NullMarked;
