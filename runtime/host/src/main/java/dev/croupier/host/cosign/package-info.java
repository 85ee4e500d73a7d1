/**
 * The co-signing port: how signatures of other participants are collected, and who among the seats
 * of this host can give one at once.
 */
@NullMarked
package dev.croupier.host.cosign;

import org.jspecify.annotations.NullMarked;
