package dev.croupier.plugin;

import dev.croupier.app.Message;

/**
 * A message on its way into a handler.
 *
 * @param type the message type
 * @param sender the verified wallet
 * @param json the data
 * @param mapper the instance's mapper
 */
record ReceivedMessage(String type, String sender, String json, AppJson mapper) implements Message {

  @Override
  public <T> T as(Class<T> target) {
    return mapper.readMessage(type, json, target);
  }
}
