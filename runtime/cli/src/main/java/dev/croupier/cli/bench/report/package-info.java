/**
 * What every benchmark gives: figures with their noise, written as text, JSON, Markdown and plots,
 * and compared with an earlier run.
 */
@NullMarked
package dev.croupier.cli.bench.report;

import org.jspecify.annotations.NullMarked;
