/**
 * The durable, ordered record of turns: one record per turn, written before any of the turn's
 * effects leave the host. The format is described by {@code schemas/journal-record.schema.json}.
 */
@NullMarked
package dev.croupier.host.journal;

import org.jspecify.annotations.NullMarked;
