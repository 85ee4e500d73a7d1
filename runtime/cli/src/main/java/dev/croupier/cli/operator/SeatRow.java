package dev.croupier.cli.operator;

import dev.croupier.protocol.Address;

/**
 * A seat, or the wallet of a command's own key.
 *
 * @param name its name
 * @param wallet its wallet
 * @param status its connection, in words
 * @param openSessions how many sessions it takes part in
 */
record SeatRow(String name, Address wallet, String status, int openSessions) {}
