/** Login, session keys (clearnode-0.x 5, 6, 9.4, 9.5). References are non-null unless marked. */
@NullMarked
package dev.croupier.protocol.v0.auth;

import org.jspecify.annotations.NullMarked;
