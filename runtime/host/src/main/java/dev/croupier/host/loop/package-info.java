/**
 * Work as a step, the thread elsewhere: loops that do one thing at a time, what waits for them, and
 * the threads that drive them. A test steps the same loop by hand.
 */
@NullMarked
package dev.croupier.host.loop;

import org.jspecify.annotations.NullMarked;
