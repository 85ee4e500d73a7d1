package dev.croupier.worker.pipe;

import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.Turn;
import java.util.Map;

/** What a host says to its worker. Channels are app instances, counted from 1. */
public sealed interface ToWorker {

  /** The version of this protocol; both sides must speak the same. */
  int VERSION = 1;

  /**
   * The first message.
   *
   * @param version what the host speaks
   * @param engine the kind of app engine the worker is to have
   * @param settings that engine's settings
   */
  record Hello(int version, String engine, Map<String, String> settings) implements ToWorker {
    /** Copies the map. */
    public Hello {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Load the app. Answered by {@link FromWorker.Loaded} or {@link FromWorker.NotLoaded}.
   *
   * @param source where its code is
   */
  record Load(AppSource source) implements ToWorker {}

  /**
   * Make an instance of the loaded app. Answered by {@link FromWorker.Started} or {@link
   * FromWorker.NotStarted}, after any number of questions.
   *
   * @param channel names the instance from now on
   * @param seat the seat's name
   * @param address the seat's wallet, EIP-55 text
   */
  record Start(int channel, String seat, String address) implements ToWorker {}

  /**
   * Run a turn. Answered by {@link FromWorker.Outcome}, after any number of questions.
   *
   * @param channel which instance
   * @param turn the turn
   */
  record Run(int channel, Turn turn) implements ToWorker {}

  /**
   * The answer to a question.
   *
   * @param channel which instance asked
   * @param answer what the seat says
   */
  record Answer(int channel, SeatAnswer answer) implements ToWorker {}

  /**
   * What is this instance doing? Answered at once by {@link FromWorker.Whereabouts}, in the middle
   * of a turn.
   *
   * @param channel which instance
   */
  record Where(int channel) implements ToWorker {}

  /**
   * Free an instance. Not answered.
   *
   * @param channel which instance
   */
  record Close(int channel) implements ToWorker {}

  /** Free everything and end. */
  record End() implements ToWorker {}
}
