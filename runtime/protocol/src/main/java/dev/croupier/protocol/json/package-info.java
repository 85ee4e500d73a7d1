/**
 * JSON as the protocols need it: numbers kept as written, parts of a text handed out as the
 * characters they arrived in, hard limits on everything that is read, and two writers whose output
 * others hash and sign: the one of {@code JSON.stringify} and the one of Go.
 *
 * <p>Values are immutable and may be shared between threads. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.json;

import org.jspecify.annotations.NullMarked;
