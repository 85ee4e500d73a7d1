/** Tests of the parts together: real launcher, real sockets, real files. */
@NullMarked
package dev.croupier.e2e;

import org.jspecify.annotations.NullMarked;
