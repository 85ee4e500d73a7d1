/**
 * Keys on disk: encrypted keystores (Web3 Secret Storage, version 3), the folder they live in, and
 * the commands that make, import and show them. Nothing here prints a private key or a password.
 */
@NullMarked
package dev.croupier.cli.keys;

import org.jspecify.annotations.NullMarked;
