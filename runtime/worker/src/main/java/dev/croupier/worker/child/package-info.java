/**
 * The worker's side: the program that is started in a process of its own, loads one app and runs
 * the turns it is given.
 */
@NullMarked
package dev.croupier.worker.child;

import org.jspecify.annotations.NullMarked;
