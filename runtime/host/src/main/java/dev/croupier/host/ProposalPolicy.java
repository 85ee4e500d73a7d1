package dev.croupier.host;

/** Whether a seat signs what other participants propose in its sessions. */
public enum ProposalPolicy {
  /** Its app decides, in {@code onProposal}; an app without that handler refuses. */
  APP,
  /** Never, whatever its app says. */
  NEVER
}
