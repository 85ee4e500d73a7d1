/** Tests of keys. */
@NullMarked
package dev.croupier.protocol.crypto;

import org.jspecify.annotations.NullMarked;
