/** Tests of logins, tokens and session keys. */
@NullMarked
package dev.croupier.node.auth;

import org.jspecify.annotations.NullMarked;
