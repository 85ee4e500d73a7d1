package dev.croupier.protocol.v0;

import java.util.OptionalLong;

/**
 * The params of a request do not fit its method (clearnode-0.x 3.4, 4). The reader of params does
 * not know the request; {@link #inRequest} adds its id.
 */
public final class InvalidParamsException extends RefusedRequestException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final String path;
  private final String rule;
  private final boolean idKnown;
  private final long id;

  /**
   * @param method the wire name of the method whose params these are
   * @param path where in the params the fault is, for example {@code definition.nonce}
   * @param rule what is asked for there, without quoting what was found
   */
  public InvalidParamsException(String method, String path, String rule) {
    this(method, path, rule, OptionalLong.empty());
  }

  private InvalidParamsException(String method, String path, String rule, OptionalLong requestId) {
    super(ErrorText.invalidParams(method), method + " " + path + " " + rule);
    this.method = method;
    this.path = path;
    this.rule = rule;
    this.idKnown = requestId.isPresent();
    this.id = requestId.orElse(0);
  }

  /** This error, to be answered with the given request id. */
  public InvalidParamsException inRequest(long requestId) {
    return new InvalidParamsException(method, path, rule, OptionalLong.of(requestId));
  }

  /** The wire name of the method whose params do not fit. */
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

  @Override
  public OptionalLong requestId() {
    return idKnown ? OptionalLong.of(id) : OptionalLong.empty();
  }
}
