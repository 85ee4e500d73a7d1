package dev.croupier.app;

/** A message received in a session, already checked against its schema. */
public interface Message {

  /**
   * @return the message type, one of {@link SessionApp#messages()}
   */
  String type();

  /**
   * @param type a message type
   * @return whether this message is of that type
   */
  default boolean is(String type) {
    return type().equals(type);
  }

  /**
   * The wallet that sent this message, established from its signature and never from its data.
   *
   * @return EIP-55 text
   */
  String sender();

  /**
   * @return the data as JSON text, numbers and member order as sent
   */
  String json();

  /**
   * Reads the data into a type of the app, usually a record whose components are named like the
   * members. How strict that is: see {@link Session}.
   *
   * @param <T> the type
   * @param type the type's class
   * @return the value
   * @throws MessageMappingException if the data does not fit the type, which means that schema and
   *     type disagree
   */
  <T> T as(Class<T> type);
}
