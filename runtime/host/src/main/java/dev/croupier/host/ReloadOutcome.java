package dev.croupier.host;

/** What came of an attempt to reload an app. The events tell more. */
public enum ReloadOutcome {
  /** The new version has taken over in every seat. */
  RELOADED,
  /** The code is what runs already. */
  UNCHANGED,
  /** The new version is broken; the old one goes on. */
  REFUSED,
  /** The seats were stopping and stayed with what they had. */
  STOPPED
}
