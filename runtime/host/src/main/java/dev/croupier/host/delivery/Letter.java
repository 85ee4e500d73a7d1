package dev.croupier.host.delivery;

import dev.croupier.client.MessageStamp;
import dev.croupier.protocol.Utf8;
import org.jspecify.annotations.Nullable;

/** A message of this seat on its way, and for a while afterwards. Changed by its {@link Outbox}. */
public final class Letter {

  /** How far a letter has come. */
  enum Stage {
    /** Decided on and not recorded yet, so it must not leave. */
    WRITTEN,
    /** Ready to be sent. */
    WAITING,
    /** Sent; the relay has not answered. */
    UNDER_WAY,
    /** Taken by the relay. */
    ACCEPTED,
    /** Refused for good, and its app was told; nobody gets it any more. */
    VOID
  }

  private final String type;
  private final String dataJson;
  private final MessageStamp stamp;
  private final int bytes;
  Stage stage = Stage.WRITTEN;
  boolean echoed;
  boolean fed;
  int tries;

  /** The one that was written after it. */
  @Nullable Letter next;

  /** The one that was written before it, if that is still kept. */
  @Nullable Letter previous;

  Letter(String type, String dataJson, MessageStamp stamp) {
    this.type = type;
    this.dataJson = dataJson;
    this.stamp = stamp;
    this.bytes = Utf8.length(dataJson);
  }

  /**
   * @return the message type
   */
  public String type() {
    return type;
  }

  /**
   * @return the data as JSON text
   */
  public String dataJson() {
    return dataJson;
  }

  /**
   * @return its number, time and predecessor
   */
  public MessageStamp stamp() {
    return stamp;
  }

  /**
   * @return its number
   */
  public long id() {
    return stamp.requestId();
  }

  /**
   * @return how often it was sent
   */
  public int tries() {
    return tries;
  }

  boolean settled() {
    return stage == Stage.ACCEPTED || stage == Stage.VOID;
  }

  int bytes() {
    return bytes;
  }
}
