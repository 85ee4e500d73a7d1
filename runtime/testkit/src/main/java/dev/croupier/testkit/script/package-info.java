/**
 * Tests written in JavaScript or TypeScript beside the app: files named {@code *.test.js} that
 * import the module {@code croupier:test}.
 */
@NullMarked
package dev.croupier.testkit.script;

import org.jspecify.annotations.NullMarked;
