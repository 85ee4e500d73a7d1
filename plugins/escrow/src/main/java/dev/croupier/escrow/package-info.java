/** A purchase with a mediator: three apps, one for each side of the table, and their messages. */
@NullMarked
package dev.croupier.escrow;

import org.jspecify.annotations.NullMarked;
