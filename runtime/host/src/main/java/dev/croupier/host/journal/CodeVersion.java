package dev.croupier.host.journal;

/**
 * Which code of an app handled a session.
 *
 * @param hash the code's hash
 * @param version the version its author gave it, else the hash
 */
public record CodeVersion(String hash, String version) {}
