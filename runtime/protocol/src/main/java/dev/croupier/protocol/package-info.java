/** Values every dialect shares. References are non-null unless marked. */
@NullMarked
package dev.croupier.protocol;

import org.jspecify.annotations.NullMarked;
