package dev.croupier.worker.pipe;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.turn.TurnOutcome;
import java.util.List;
import java.util.Map;

/** What a worker says to its host. */
public sealed interface FromWorker {

  /** The channel of what concerns no instance. */
  int NO_INSTANCE = 0;

  /**
   * @return which instance speaks, {@link #NO_INSTANCE} for the worker itself
   */
  int channel();

  /**
   * The answer to the host's hello.
   *
   * @param version what the worker speaks
   */
  record Hello(int version) implements FromWorker {
    @Override
    public int channel() {
      return NO_INSTANCE;
    }
  }

  /**
   * The app is loaded.
   *
   * @param name the app's name
   * @param codeHash the hash of its code
   * @param version the version it calls itself
   * @param messages its message types
   * @param fileHashes names of the files it is made of, each with a hash of its content
   * @param watched the files whose change may make another version, paths as text
   */
  record Loaded(
      String name,
      String codeHash,
      String version,
      MessageTypes messages,
      Map<String, String> fileHashes,
      List<String> watched)
      implements FromWorker {
    /** Copies the collections. */
    public Loaded {
      fileHashes = Map.copyOf(fileHashes);
      watched = List.copyOf(watched);
    }

    @Override
    public int channel() {
      return NO_INSTANCE;
    }
  }

  /**
   * The app cannot be loaded.
   *
   * @param location where the mistake is, {@code ""} if unknown
   * @param reason what is wrong there
   * @param watched the files whose change may mend it, paths as text
   */
  record NotLoaded(String location, String reason, List<String> watched) implements FromWorker {
    /** Copies the list. */
    public NotLoaded {
      watched = List.copyOf(watched);
    }

    @Override
    public int channel() {
      return NO_INSTANCE;
    }
  }

  /**
   * An instance is ready for turns.
   *
   * @param channel which instance
   */
  record Started(int channel) implements FromWorker {}

  /**
   * An instance cannot be made.
   *
   * @param channel which instance
   * @param location where the mistake is, {@code ""} if unknown
   * @param reason what is wrong there
   */
  record NotStarted(int channel, String location, String reason) implements FromWorker {}

  /**
   * A question to the seat, within a turn or a start.
   *
   * @param channel which instance asks
   * @param question what it asks
   */
  record Ask(int channel, SeatQuestion question) implements FromWorker {}

  /**
   * A turn is over.
   *
   * @param channel which instance ran it
   * @param outcome what came of it
   */
  record Outcome(int channel, TurnOutcome outcome) implements FromWorker {}

  /**
   * What an instance is doing.
   *
   * @param channel which instance
   * @param location the best known place in the author's code, {@code ""} if unknown
   * @param cpuMs processor time spent on the turn under way
   */
  record Whereabouts(int channel, String location, long cpuMs) implements FromWorker {}
}
