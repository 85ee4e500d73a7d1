/**
 * The app engine port: what runs authors' code. An engine loads an app's code; each seat gets an
 * instance; an instance handles turns. Implemented by the script and the plugin module.
 */
@NullMarked
package dev.croupier.host.engine;

import org.jspecify.annotations.NullMarked;
