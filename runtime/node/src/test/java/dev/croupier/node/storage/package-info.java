/** Tests of the ledger's database on real files. */
@NullMarked
package dev.croupier.node.storage;

import org.jspecify.annotations.NullMarked;
