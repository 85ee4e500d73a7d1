/**
 * What the node's admin port has besides health and metrics. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.admin;

import org.jspecify.annotations.NullMarked;
