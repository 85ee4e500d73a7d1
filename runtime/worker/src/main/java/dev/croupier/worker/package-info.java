/**
 * Apps in Java processes of their own: an app engine whose instances hand each turn to a supervised
 * worker and wait for what comes of it. Whatever the code does there, it ends at most the worker.
 */
@NullMarked
package dev.croupier.worker;

import org.jspecify.annotations.NullMarked;
