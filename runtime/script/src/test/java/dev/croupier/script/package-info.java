/** Tests of the script engine: real GraalJS contexts, a hand-written seat. */
@NullMarked
package dev.croupier.script;

import org.jspecify.annotations.NullMarked;
