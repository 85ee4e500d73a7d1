/** What a run prints: a story for people, or one JSON object per event for machines. */
@NullMarked
package dev.croupier.cli.story;

import org.jspecify.annotations.NullMarked;
