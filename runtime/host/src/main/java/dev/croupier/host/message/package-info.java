/** Message types: an app's JSON Schemas, checked themselves, and messages checked against them. */
@NullMarked
package dev.croupier.host.message;

import org.jspecify.annotations.NullMarked;
