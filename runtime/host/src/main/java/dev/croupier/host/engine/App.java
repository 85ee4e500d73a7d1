package dev.croupier.host.engine;

import dev.croupier.app.MessageTypes;

/** One loaded version of an app's code. */
public interface App extends AutoCloseable {

  /**
   * @return the app's name, for people ({@code player.js}, {@code ping-pong#player})
   */
  String name();

  /**
   * @return a hash over all code and schemas of this version, lower-case hex
   */
  String codeHash();

  /**
   * @return the message types it declares
   */
  MessageTypes messages();

  /**
   * Makes an instance for a seat. Handlers run only in its turns.
   *
   * @param seat the seat
   * @return the instance
   * @throws AppLoadException if the code cannot be started
   */
  AppInstance start(SeatView seat);

  /** Frees the code; instances must be closed before. */
  @Override
  void close();
}
