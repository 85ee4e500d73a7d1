/**
 * Hashes, keys and signatures: keccak-256, and recoverable secp256k1 ECDSA over a 32-byte digest
 * without any prefix (clearnode-0.x 3.1), by the native library where there is one and by
 * BouncyCastle everywhere else. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.crypto;

import org.jspecify.annotations.NullMarked;
