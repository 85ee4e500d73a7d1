package dev.croupier.protocol.relay;

/** Names of methods and notifications that are not part of the public 0.x protocol. */
public final class RelayMethods {
  /** Asks the relay service for what is to be signed at login. */
  public static final String CHALLENGE = "relay_challenge";

  /** Logs a wallet in at the relay service. */
  public static final String LOGIN = "relay_login";

  /** Asks the relay service for the latest messages of a session again. */
  public static final String HISTORY = "relay_history";

  /** Asks others to sign a request. */
  public static final String PROPOSE = "propose";

  /** Signs or refuses a proposal. */
  public static final String ANSWER_PROPOSAL = "answer_proposal";

  /** Takes a proposal back. */
  public static final String WITHDRAW_PROPOSAL = "withdraw_proposal";

  /** Notification to those asked to sign. */
  public static final String PROPOSAL = "proposal";

  /** Notification to the one who asked. */
  public static final String PROPOSAL_ANSWER = "proposal_answer";

  /** Notification to those asked who had not answered. */
  public static final String PROPOSAL_WITHDRAWN = "proposal_withdrawn";

  private RelayMethods() {}
}
