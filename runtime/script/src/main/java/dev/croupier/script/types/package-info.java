/**
 * TypeScript declarations for authors: of what the host gives to scripts, and of an app's message
 * types, made from its JSON Schemas.
 */
@NullMarked
package dev.croupier.script.types;

import org.jspecify.annotations.NullMarked;
