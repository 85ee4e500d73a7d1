/** {@code croupier.yaml}: its shape, and the reader that says where a mistake is. */
@NullMarked
package dev.croupier.cli.config;

import org.jspecify.annotations.NullMarked;
