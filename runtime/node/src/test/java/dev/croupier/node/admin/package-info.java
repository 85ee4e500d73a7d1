/** Tests of the node's admin routes. References are non-null unless marked. */
@NullMarked
package dev.croupier.node.admin;

import org.jspecify.annotations.NullMarked;
