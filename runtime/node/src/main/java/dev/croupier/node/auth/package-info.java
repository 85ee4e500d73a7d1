/**
 * Who is who: challenges and login, tokens for logging in again, and session keys with what they
 * may do (clearnode-0.x 5 and 6). References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.auth;

import org.jspecify.annotations.NullMarked;
