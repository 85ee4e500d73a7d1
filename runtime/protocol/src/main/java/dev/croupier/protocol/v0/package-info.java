/**
 * The 0.x dialect of ClearNode (NitroRPC): frames, methods, names and error texts. What travels
 * inside the frames is in the packages below this one, by subject.
 *
 * <p>Parameters are read as leniently as the Go server reads them (clearnode-0.x 3.4) and written
 * as {@code JSON.stringify} would; answers are read tolerantly and written as the Go server does.
 * References are non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.v0;

import org.jspecify.annotations.NullMarked;
