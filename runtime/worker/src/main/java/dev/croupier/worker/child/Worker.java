package dev.croupier.worker.child;

import dev.croupier.app.CroupierException;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.ToWorker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One app and its instances, each on a thread of its own, so that the thread that hears the host
 * always listens.
 */
final class Worker implements AutoCloseable {

  private final AppEngine engine;
  private final Speaker speaker;
  private final Map<Integer, Channel> channels = new HashMap<>();
  private volatile @Nullable App app;

  Worker(AppEngine engine, Speaker speaker) {
    this.engine = engine;
    this.speaker = speaker;
  }

  /**
   * @param message what the host says
   * @return false if it was the last word
   */
  boolean hear(ToWorker message) {
    switch (message) {
      case ToWorker.Hello _ -> throw new UnreadableTurnException("the host says hello again");
      case ToWorker.Load(AppSource source) ->
          Thread.ofPlatform().name("app-load").daemon(true).start(() -> load(source));
      case ToWorker.Start start -> start(start);
      case ToWorker.Run run -> channel(run.channel()).tell(run);
      case ToWorker.Answer answer -> channel(answer.channel()).tell(answer);
      case ToWorker.Where(int channel) -> speaker.say(channel(channel).whereabouts());
      case ToWorker.Close close -> {
        channel(close.channel()).tell(close);
        channels.remove(close.channel());
      }
      case ToWorker.End() -> {
        return false;
      }
    }
    return true;
  }

  private void load(AppSource source) {
    try {
      App loaded = engine.load(source);
      app = loaded;
      speaker.say(
          new FromWorker.Loaded(
              loaded.name(),
              loaded.codeHash(),
              loaded.version(),
              loaded.messages(),
              loaded.fileHashes(),
              texts(loaded.watched())));
    } catch (AppLoadException e) {
      speaker.say(new FromWorker.NotLoaded(e.location(), e.reason(), texts(e.watched())));
    } catch (RuntimeException | StackOverflowError e) {
      speaker.say(new FromWorker.NotLoaded("", text(e), List.of()));
    }
  }

  private static List<String> texts(Set<Path> paths) {
    return paths.stream().map(path -> path.toAbsolutePath().toString()).toList();
  }

  private void start(ToWorker.Start start) {
    App loaded = app;
    if (loaded == null) {
      throw new UnreadableTurnException("an instance is to start before the app is loaded");
    }
    Channel channel = new Channel(start, loaded, speaker);
    channels.put(start.channel(), channel);
    channel.begin();
  }

  private Channel channel(int number) {
    Channel channel = channels.get(number);
    if (channel == null) {
      throw new UnreadableTurnException("there is no instance " + number);
    }
    return channel;
  }

  static String text(Throwable error) {
    return error instanceof CroupierException && error.getMessage() != null
        ? error.getMessage()
        : error.toString();
  }

  @Override
  public void close() {
    for (Channel channel : channels.values()) {
      channel.end();
    }
    App loaded = app;
    if (loaded != null) {
      loaded.close();
    }
    engine.close();
  }
}
