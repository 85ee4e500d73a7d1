package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds an operator may change; what is left out has the default of the part it belongs to.
 *
 * @param mailbox inputs waiting per seat and session
 * @param messageBytes size of one message's data, UTF-8 bytes
 * @param stateBytes size of one session's state, UTF-8 bytes
 * @param turnMs how long one turn of a script may take, milliseconds
 * @param turnAllocationMb how much one turn of a script may allocate, megabytes
 * @param inviteMs how long a seat's app may take to answer an invite, milliseconds
 * @param requestMs how long the node may take to answer, milliseconds
 */
public record LimitsSection(
    Optional<Integer> mailbox,
    Optional<Integer> messageBytes,
    Optional<Integer> stateBytes,
    Optional<Integer> turnMs,
    Optional<Integer> turnAllocationMb,
    Optional<Integer> inviteMs,
    Optional<Integer> requestMs) {

  /** Every default. */
  public static final LimitsSection DEFAULTS = of(null, null, null, null, null, null, null);

  @JsonCreator
  static LimitsSection of(
      @JsonProperty("mailbox") @Nullable Integer mailbox,
      @JsonProperty("message-bytes") @Nullable Integer messageBytes,
      @JsonProperty("state-bytes") @Nullable Integer stateBytes,
      @JsonProperty("turn-ms") @Nullable Integer turnMs,
      @JsonProperty("turn-allocation-mb") @Nullable Integer turnAllocationMb,
      @JsonProperty("invite-ms") @Nullable Integer inviteMs,
      @JsonProperty("request-ms") @Nullable Integer requestMs) {
    return new LimitsSection(
        positive("mailbox", mailbox),
        positive("message-bytes", messageBytes),
        positive("state-bytes", stateBytes),
        positive("turn-ms", turnMs),
        positive("turn-allocation-mb", turnAllocationMb),
        positive("invite-ms", inviteMs),
        positive("request-ms", requestMs));
  }

  private static Optional<Integer> positive(String key, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ", must be at least 1");
    }
    return Optional.ofNullable(value);
  }
}
