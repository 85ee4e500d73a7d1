/** Ping-pong: a server that pings, a player that pongs, and the messages they exchange. */
@NullMarked
package dev.croupier.pingpong;

import org.jspecify.annotations.NullMarked;
