/** Tests of JSON. */
@NullMarked
package dev.croupier.protocol.json;

import org.jspecify.annotations.NullMarked;
