package dev.croupier.plugin;

import dev.croupier.app.Timer;

/**
 * A timer on its way into a handler.
 *
 * @param name the name it was set under
 * @param json the data it was set with
 * @param mapper the instance's mapper
 */
record FiredTimer(String name, String json, AppJson mapper) implements Timer {

  @Override
  public <T> T as(Class<T> target) {
    return mapper.read("data of timer \"" + name + "\"", json, target);
  }
}
