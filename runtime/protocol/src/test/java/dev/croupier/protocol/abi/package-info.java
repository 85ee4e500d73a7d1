/** Tests of encodings. */
@NullMarked
package dev.croupier.protocol.abi;

import org.jspecify.annotations.NullMarked;
