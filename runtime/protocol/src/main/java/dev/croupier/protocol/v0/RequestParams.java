package dev.croupier.protocol.v0;

/** The params of one request method. */
public interface RequestParams extends WireValue {
  /** The method these params belong to. */
  Method method();
}
