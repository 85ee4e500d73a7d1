package __package__;

/** Is it this? */
record Guess(int number) {}
