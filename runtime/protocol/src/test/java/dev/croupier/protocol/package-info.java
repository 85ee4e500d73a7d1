/** Tests of the shared values, and what all tests of the module share. */
@NullMarked
package dev.croupier.protocol;

import org.jspecify.annotations.NullMarked;
