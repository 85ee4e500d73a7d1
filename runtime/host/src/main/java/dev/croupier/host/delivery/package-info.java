/**
 * What makes messages between Croupier seats arrive once, each and in order, over a relay that may
 * lose, repeat or reorder them: what a seat keeps of its own messages, what it holds back of those
 * of others, what it asks for and what it answers. Values and decisions only; time is passed in,
 * nothing here sends. {@code src/docs/messages.md} describes it for people.
 */
@NullMarked
package dev.croupier.host.delivery;

import org.jspecify.annotations.NullMarked;
