/**
 * The methods of the 0.x protocol, one class per subject: they read params, hand the work to the
 * ledger, and say what is answered and who is told. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.methods;

import org.jspecify.annotations.NullMarked;
