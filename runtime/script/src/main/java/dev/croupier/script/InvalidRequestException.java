package dev.croupier.script;

import dev.croupier.app.CroupierException;

/** A script passed an object that is not what a call needs. */
final class InvalidRequestException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final String member;

  /**
   * @param member the offending member
   * @param rule what it must be
   */
  InvalidRequestException(String member, String rule) {
    super(member + " " + rule);
    this.member = member;
  }

  /**
   * @return the offending member
   */
  String member() {
    return member;
  }
}
