/** Tests of login. */
@NullMarked
package dev.croupier.protocol.v0.auth;

import org.jspecify.annotations.NullMarked;
