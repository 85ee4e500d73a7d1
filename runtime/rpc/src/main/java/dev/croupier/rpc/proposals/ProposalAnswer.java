package dev.croupier.rpc.proposals;

import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The params of an answer_proposal: either a signature or the reason of a refusal.
 *
 * @param proposalId id of the proposal, as sent
 * @param signature the signature, or null
 * @param refused why there is none, possibly empty, or null
 */
record ProposalAnswer(String proposalId, @Nullable String signature, @Nullable String refused) {
  private static final int LONGEST_REASON = 1000;

  static ProposalAnswer read(JsonValue params) {
    Members members = Members.ofRequest(Method.MESSAGE, params);
    String signature = members.optionalText("sig");
    String refused = members.optionalText("refused");
    if ((signature == null) == (refused == null)) {
      throw new RefusedException("invalid answer: give either sig or refused");
    }
    if (refused != null && refused.length() > LONGEST_REASON) {
      throw new RefusedException(
          "invalid answer: refused has "
              + refused.length()
              + " characters, at most "
              + LONGEST_REASON);
    }
    return new ProposalAnswer(members.text("proposal_id"), signature, refused);
  }

  static String idOf(JsonValue params) {
    return Members.ofRequest(Method.MESSAGE, params).text("proposal_id");
  }
}
