/** JMH benchmarks of the parts that every message passes through. */
@NullMarked
package dev.croupier.benchmarks;

import org.jspecify.annotations.NullMarked;
