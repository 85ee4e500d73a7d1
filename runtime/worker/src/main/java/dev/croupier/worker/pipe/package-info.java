/**
 * What a host and its worker say to each other over the worker's standard input and output: JSON
 * messages, each behind its length.
 */
@NullMarked
package dev.croupier.worker.pipe;

import org.jspecify.annotations.NullMarked;
