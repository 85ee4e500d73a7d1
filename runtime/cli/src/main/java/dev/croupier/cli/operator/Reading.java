package dev.croupier.cli.operator;

import java.time.Instant;
import java.util.List;

/**
 * A text that participants sign, read.
 *
 * @param words what it says, a line each
 * @param digest what a signature is made over
 * @param expiresAt until when the node will take it
 */
record Reading(List<String> words, String digest, Instant expiresAt) {}
