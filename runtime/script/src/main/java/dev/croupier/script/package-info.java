/**
 * Runs apps written in JavaScript or TypeScript: GraalJS behind the app engine port. {@link
 * dev.croupier.script.ScriptEngine} is the only type callers need, {@link
 * dev.croupier.script.ScriptLimits} what they may tune. The author's side of the border is the
 * prelude, four JavaScript resources of this package.
 */
@NullMarked
package dev.croupier.script;

import org.jspecify.annotations.NullMarked;
