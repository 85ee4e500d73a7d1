/** A node, an app engine and a clock that tests own. */
package dev.croupier.host.fake;
