/**
 * What benchmarks need to run: options, progress, processor time, processes of their own and places
 * for files.
 */
@NullMarked
package dev.croupier.cli.bench.run;

import org.jspecify.annotations.NullMarked;
