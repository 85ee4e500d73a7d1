/**
 * What an app author compiles against: the handlers an app may have, the session and client objects
 * they are given, and the values that pass between them. Nothing here knows a protocol version, a
 * connection or a key. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.app;

import org.jspecify.annotations.NullMarked;
