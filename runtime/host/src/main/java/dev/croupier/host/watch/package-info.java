/**
 * Files that are watched, so that apps are loaded again when an author saves. Reads the file
 * system; what a change means is the host's business.
 */
@NullMarked
package dev.croupier.host.watch;

import org.jspecify.annotations.NullMarked;
