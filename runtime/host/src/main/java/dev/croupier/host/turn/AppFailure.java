package dev.croupier.host.turn;

/**
 * An error in an author's code.
 *
 * @param message what was thrown, with its type ({@code TypeError: x is not a function})
 * @param location where: {@code player.js:12:7}, a class and line, or {@code ""} if unknown
 * @param trace the author's part of the stack, lines separated by {@code \n}; may be {@code ""}
 */
public record AppFailure(String message, String location, String trace) {}
