package dev.croupier.host.guard;

import dev.croupier.app.CroupierException;

/**
 * The guard refused to sign or submit something. Nothing has left the host. One subclass per rule,
 * each with the value and the bound it broke.
 */
public abstract sealed class GuardException extends CroupierException
    permits ShareRefused, DefinitionRefused, DecisionRefused, SpendingRefused {
  private static final long serialVersionUID = 1L;

  private final String rule;

  GuardException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /**
   * @return the rule's name, a stable word such as {@code conservation}
   */
  public String rule() {
    return rule;
  }
}
