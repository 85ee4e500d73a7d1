package dev.croupier.protocol.v0;

import dev.croupier.protocol.ProtocolException;

/** The params of an answer or notification do not have the form its method has. */
public final class InvalidResultException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final String path;
  private final String rule;

  /**
   * @param method the wire name of the method
   * @param path where in the params the fault is, for example {@code assets[0].token}
   * @param rule what is asked for there, without quoting what was found
   */
  public InvalidResultException(String method, String path, String rule) {
    super("unreadable " + method + " from the node: " + path + " " + rule);
    this.method = method;
    this.path = path;
    this.rule = rule;
  }

  /** The wire name of the method. */
  public String method() {
    return method;
  }

  /** Where in the params the fault is. */
  public String path() {
    return path;
  }

  /** What is asked for at that place. */
  public String rule() {
    return rule;
  }
}
