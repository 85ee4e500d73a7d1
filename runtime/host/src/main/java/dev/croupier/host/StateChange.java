package dev.croupier.host;

import dev.croupier.app.Proposal.Kind;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new state did with a session's money, told by the totals: nodes tell no intent. An operate
 * leaves them, a deposit adds to them, a withdrawal takes from them (clearnode-0.x 10.3).
 */
final class StateChange {

  private StateChange() {}

  /**
   * @param before the session before
   * @param after the session after
   * @return what happened in between; empty unless that was one version and all shares are known
   */
  static Optional<Kind> between(SessionFacts before, SessionFacts after) {
    if (after.version() != before.version() + 1
        || before.shares().isEmpty()
        || after.shares().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Amount> added = new HashMap<>();
    after.shares().get().forEach(share -> added.merge(share.asset(), share.amount(), Amount::plus));
    for (Allocation share : before.shares().get()) {
      added.merge(share.asset(), share.amount().negate(), Amount::plus);
    }
    List<Integer> signs = added.values().stream().map(Amount::signum).distinct().toList();
    boolean more = signs.contains(1);
    boolean less = signs.contains(-1);
    if (more && less) {
      return Optional.empty();
    }
    return Optional.of(more ? Kind.DEPOSIT : less ? Kind.WITHDRAW : Kind.OPERATE);
  }
}
