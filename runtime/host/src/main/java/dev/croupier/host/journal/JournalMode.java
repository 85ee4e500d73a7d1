package dev.croupier.host.journal;

/** When a record counts as durable. */
public enum JournalMode {
  /** Synced to the disk: survives a power cut. */
  DURABLE,
  /** Handed to the operating system: survives the end of the process, for development. */
  FAST
}
