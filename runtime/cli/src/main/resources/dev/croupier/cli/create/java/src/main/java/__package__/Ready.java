package __package__;

/**
 * I have thought of a number.
 *
 * @param from the smallest it can be
 * @param to the largest it can be
 */
record Ready(int from, int to) {}
