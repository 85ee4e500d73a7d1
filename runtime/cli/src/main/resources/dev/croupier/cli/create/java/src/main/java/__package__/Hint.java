package __package__;

/**
 * What the guess was.
 *
 * @param guess the number guessed
 * @param answer {@code higher}, {@code lower} or {@code correct}
 */
record Hint(int guess, String answer) {}
