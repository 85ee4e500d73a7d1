package dev.croupier.host.guard;

import dev.croupier.client.Operation;
import dev.croupier.client.Step;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signatures this seat has given to others' decisions and that can still be used.
 *
 * <p>A signed close names no version (clearnode-0.x 10.4), and neither does a state of a session
 * whose protocol has no versions. Such a text takes effect whenever it is sent, until the node
 * finds it too old. So after having signed one, this seat agrees to nothing that it could undo: no
 * further state, and after an unversioned state no close either. Two closes do no harm to each
 * other, since only one can take place; nor does a state with a version, which is void once another
 * has taken its version.
 *
 * <p>Not safe for use by many threads.
 */
final class GivenSignatures {

  private final Map<SessionId, List<Step>> given = new LinkedHashMap<>();

  /**
   * @param step a decision this seat has signed
   */
  void add(Step step) {
    step.sessionId().ifPresent(id -> given.computeIfAbsent(id, key -> new ArrayList<>()).add(step));
  }

  /**
   * Checks that nothing signed before could undo a decision.
   *
   * @param step the decision
   * @param now the time
   * @throws DecisionRefused.EarlierSignature if something could
   */
  void check(Step step, Instant now) {
    forgetOld(now);
    SessionId id = step.sessionId().orElseThrow();
    for (Step earlier : given.getOrDefault(id, List.of())) {
      if (!earlier.digest().equals(step.digest())
          && couldUndo(earlier.operation(), step.operation())) {
        throw new DecisionRefused.EarlierSignature(
            id, describe(earlier.operation()), earlier.expiresAt());
      }
    }
  }

  private static boolean couldUndo(Operation earlier, Operation later) {
    return switch (earlier) {
      case Operation.CloseSession _ -> later instanceof Operation.SubmitState;
      case Operation.SubmitState state -> state.version() == 0;
      case Operation.CreateSession _, Operation.Transfer _ -> false;
    };
  }

  private static String describe(Operation operation) {
    return operation instanceof Operation.CloseSession ? "close" : "state";
  }

  private void forgetOld(Instant now) {
    for (Iterator<List<Step>> lists = given.values().iterator(); lists.hasNext(); ) {
      List<Step> steps = lists.next();
      steps.removeIf(step -> !step.expiresAt().isAfter(now));
      if (steps.isEmpty()) {
        lists.remove();
      }
    }
  }
}
