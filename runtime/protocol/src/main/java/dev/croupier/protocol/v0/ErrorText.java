package dev.croupier.protocol.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;

/**
 * The texts of error answers, as server 0.5 writes them (clearnode-0.x 4 to 13). They are all a
 * client has to go by, since errors carry no code.
 */
public final class ErrorText {
  // Every request (4).
  public static final String INVALID_MESSAGE_FORMAT = "invalid message format";
  public static final String MESSAGE_VALIDATION_FAILED = "message validation failed";
  public static final String EMPTY_REQUEST = "message request is empty";
  public static final String AUTHENTICATION_REQUIRED = "authentication required";
  public static final String SESSION_EXPIRED = "session expired, please re-authenticate";
  public static final String INVALID_TIMESTAMP = "invalid message timestamp";
  public static final String INVALID_PARAMS = "failed to parse parameters";
  public static final String INVALID_AUTH_PARAMS = "failed to parse auth parameters";
  public static final String INTERNAL = "an error occurred while processing the request";

  // Login (5) and session keys (6).
  public static final String INVALID_AUTH_METHOD =
      "invalid authentication method: expected JWT or signature";
  public static final String CHALLENGE_NOT_MADE = "failed to generate challenge";
  public static final String INVALID_CHALLENGE = "invalid challenge";
  public static final String INVALID_SIGNATURE = "invalid signature";
  public static final String INVALID_CHALLENGE_OR_SIGNATURE = "invalid challenge or signature";
  public static final String INVALID_JWT = "invalid JWT token";
  public static final String JWT_NOT_MADE = "failed to generate JWT token";
  public static final String AUTHENTICATION_FAILED = "authentication failed";
  public static final String SIGNER_OF_OTHER_WALLET = "signer is already in use for another wallet";
  public static final String SESSION_KEY_EXPIRED_BEFORE =
      "session key already exists but is expired";
  public static final String EXPIRATION_IN_PAST = "expiration time must be set and in the future";
  public static final String SESSION_KEY_MISSING = "session_key parameter is required";
  public static final String NOT_AN_ACTIVE_SESSION_KEY =
      "operation denied: provided address is not an active session key of this user";
  public static final String SESSION_KEY_MAY_NOT_REVOKE =
      "operation denied: insufficient permissions for the active session key";

  // Transfers (9.3).
  public static final String ALREADY_PROCESSED =
      "operation denied: the request has already been processed";
  public static final String DESTINATION_MISSING =
      "destination or destination_tag must be provided";
  public static final String ALLOCATIONS_EMPTY = "allocations cannot be empty";
  public static final String PARTICIPANT_SIGNATURE_MISSING = "missing participant signature";
  public static final String SIGNER_NOT_VERIFIED = "failed to verify signer";
  public static final String TRANSFER_TO_SELF = "cannot transfer to self";
  public static final String NO_USER_TAG = "failed to get user tag";

  // App sessions (8.5, 10).
  public static final String ACCOUNT_ID_MISSING = "missing account ID";
  public static final String APP_SESSION_NOT_READ = "failed to get application session";
  public static final String SIGNERS_NOT_READ = "failed to get signers from RPC message";
  public static final String WALLETS_NOT_READ = "failed to get wallets from RPC message";
  public static final String TOO_FEW_PARTICIPANTS = "invalid number of participants";
  public static final String WEIGHTS_COUNT = "number of weights must be equal to participants";
  public static final String NONCE_MISSING = "nonce is zero or not provided";
  public static final String APP_SESSION_NOT_CREATED = "failed to create application session";
  public static final String NO_OPEN_APP_SESSION =
      "an open app session not found: record not found";
  public static final String CLOSE_PARAMS_MISSING =
      "missing required parameters: app_id or allocations";
  public static final String NOT_SUPPORTED_IN_PROTOCOL =
      "incorrect request: specified parameters are not supported in this protocol";
  public static final String DEPOSIT_WITHOUT_GROWTH =
      "incorrect deposit request: non-positive allocations sum delta";
  public static final String DEPOSITOR_SIGNATURE_MISSING =
      "incorrect deposit request: depositor signature is required";
  public static final String DEPOSIT_BALANCE_TOO_LOW =
      "incorrect deposit request: insufficient unified balance";
  public static final String WITHDRAWAL_WITHOUT_SHRINKING =
      "incorrect withdrawal request: non-negative allocations sum delta";
  public static final String OPERATE_PREFIX =
      "incorrect operate request: non-zero allocations sum delta: ";

  // Messages through a local node (11.3).
  public static final String SESSION_ID_MISSING = "missing app session id";

  private ErrorText() {}

  /** The method is not one the node serves (4). */
  public static String unknownMethod(String method) {
    return "unknown method: " + method;
  }

  /** The params do not fit the method (4). */
  public static String invalidParams(String method) {
    boolean auth =
        method.equals(Method.AUTH_REQUEST.wireName())
            || method.equals(Method.AUTH_VERIFY.wireName());
    return auth ? INVALID_AUTH_PARAMS : INVALID_PARAMS;
  }

  /** The session protocol is not one the server knows (10.1). */
  public static String unsupportedProtocol(String protocol) {
    return "unsupported protocol: " + protocol;
  }

  /** A weight is below zero (10.1). */
  public static String negativeWeight(String participant) {
    return "participant " + participant + " weight cannot be negative";
  }

  /** The quorum cannot be reached even by all (10.1). */
  public static String quorumBeyondWeights(long quorum, long sum) {
    return "target quorum ("
        + quorum
        + ") cannot be greater than total sum of weights ("
        + sum
        + ")";
  }

  /** An allocated amount is below zero (10.1, 10.3, 10.4). */
  public static String negativeAllocation(Amount amount, String asset) {
    return "negative allocation: " + amount + " for asset " + asset;
  }

  /** A participant that puts money in has not signed (10.1). */
  public static String missingSignature(Address participant) {
    return "missing signature for participant " + participant;
  }

  /** A wallet has less than it is to give (9.3, 10.1). */
  public static String insufficientFunds(Address wallet, String asset) {
    return "insufficient funds: " + wallet + " for asset " + asset;
  }

  /** A signer is nobody's in this session (10.3). */
  public static String unknownParticipant(Address signer) {
    return "signature from unknown participant wallet " + signer;
  }

  /**
   * The signers weigh too little (10.3, 10.4).
   *
   * @param what {@code submit_state} (operate and close), {@code deposit} or {@code withdrawal}
   */
  public static String quorumNotReached(String what, long sum, long quorum) {
    return "incorrect " + what + " request: quorum not reached: " + sum + " / " + quorum;
  }

  /** The version is not the current one plus 1 (10.3). */
  public static String incorrectVersion(long expected, long got) {
    return "incorrect app state: incorrect version: expected " + expected + ", got " + got;
  }

  /** The intent is not one of three (10.3). */
  public static String unsupportedIntent(String intent) {
    return "incorrect app state: unsupported intent: " + intent;
  }

  /** Money is allocated to somebody outside the session (10.3, 10.4). */
  public static String allocationToOutsider(Address address) {
    return "allocation to non-participant " + address;
  }

  /** The listed shares are not what the session holds (10.3, 10.4). */
  public static String notFullyRedistributed(String asset) {
    return "asset " + asset + " not fully redistributed";
  }

  /** An asset is allocated that the session never held (10.3, 10.4). */
  public static String assetNotDeposited(String asset) {
    return "asset "
        + asset
        + " is not deposited into the app session. Please deposit the asset first";
  }

  /** A deposit takes from somebody (10.3). */
  public static String decreasedAllocation(Address participant) {
    return "incorrect deposit request: decreased allocation for participant " + participant;
  }

  /** A withdrawal gives to somebody (10.3). */
  public static String increasedAllocation(Address participant) {
    return "incorrect withdrawal request: increased allocation for participant " + participant;
  }

  /** The receiver of a transfer is not an address (9.3). */
  public static String invalidDestination(String destination) {
    return "invalid destination account: " + destination;
  }

  /** Nobody has this tag (9.3). */
  public static String unknownTag(String tag) {
    return "failed to get wallet by tag: " + tag;
  }

  /** An amount to transfer is zero or below (9.3). */
  public static String invalidAllocation(Amount amount, String asset) {
    return "invalid allocation: " + amount + " for asset " + asset;
  }

  /** A message for a session that does not take any (11.3); clients look for "not active". */
  public static String sessionNotActive(String sid) {
    return "app session " + sid + " is not active";
  }

  /** A message whose request id its sender has used in that session before; local nodes only. */
  public static String requestIdUsed(long requestId, String sid) {
    return "request id "
        + Long.toUnsignedString(requestId)
        + " was already used in app session "
        + sid;
  }

  /** A message from somebody outside the session (11.3). */
  public static String senderNotParticipant(String sid) {
    return "sender is not a participant of app session " + sid;
  }
}
