/**
 * How commands reach a running host: requests over HTTP on loopback, with a random token that is in
 * a file only the host's user may read.
 */
@NullMarked
package dev.croupier.cli.control;

import org.jspecify.annotations.NullMarked;
