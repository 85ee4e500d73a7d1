/**
 * The test kit for authors of session apps: several seats in one JVM over a node in memory, on a
 * clock that stands until the test moves it, with a network that fails as the test says. Everything
 * follows from one seed, so that what happened once happens again. Start with {@link
 * dev.croupier.testkit.TestTable}.
 */
@NullMarked
package dev.croupier.testkit;

import org.jspecify.annotations.NullMarked;
