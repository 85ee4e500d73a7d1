package dev.croupier.app;

import java.util.List;
import java.util.Optional;

/**
 * A session that is to be created: what participants sign. Plain data, so it can be sent to other
 * participants by any means.
 *
 * @param terms who takes part and who decides
 * @param allocations what each participant puts in
 * @param nonce makes the session unique; the same terms with the same nonce are the same session
 * @param sessionData free text stored with the session
 * @param body the exact text every participant signs; opaque to apps, checked by every signer
 *     against the other parts
 */
public record SessionRequest(
    SessionTerms terms,
    List<Allocation> allocations,
    long nonce,
    Optional<String> sessionData,
    String body) {

  /** Copies the list. */
  public SessionRequest {
    allocations = List.copyOf(allocations);
  }
}
