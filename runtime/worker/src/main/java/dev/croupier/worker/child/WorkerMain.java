package dev.croupier.worker.child;

import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.engine.AppEngineFactory;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.worker.pipe.Frames;
import dev.croupier.worker.pipe.Messages;
import dev.croupier.worker.pipe.ToWorker;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The program a worker runs. It speaks with its host over standard input and output and ends when
 * the host says so, or when the host is gone, which is when its input ends.
 */
public final class WorkerMain {

  private static final int PROTOCOL_BROKEN = 70;

  private WorkerMain() {}

  /**
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Frames frames =
        new Frames(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    // Author code must not reach the pipe: what it prints is log, and there is nothing to read.
    System.setIn(InputStream.nullInputStream());
    System.setOut(System.err);
    int status = 0;
    try {
      serve(frames);
    } catch (IOException | RuntimeException e) {
      System.err.println("worker: " + e);
      status = PROTOCOL_BROKEN;
    }
    // Author code may still run, and never end.
    Runtime.getRuntime().halt(status);
  }

  private static void serve(Frames frames) throws IOException {
    Optional<byte[]> first = frames.read();
    if (first.isEmpty()) {
      return;
    }
    if (!(Messages.readToWorker(first.get()) instanceof ToWorker.Hello hello)
        || hello.version() != ToWorker.VERSION) {
      throw new UnreadableTurnException("the host does not speak version " + ToWorker.VERSION);
    }
    Speaker speaker = new Speaker(frames);
    try (Worker worker = new Worker(engine(hello), speaker)) {
      speaker.hello();
      while (true) {
        Optional<byte[]> block = frames.read();
        if (block.isEmpty()) {
          Runtime.getRuntime().halt(0);
        } else if (!worker.hear(Messages.readToWorker(block.get()))) {
          return;
        }
      }
    }
  }

  private static AppEngine engine(ToWorker.Hello hello) {
    for (AppEngineFactory factory : ServiceLoader.load(AppEngineFactory.class)) {
      if (factory.kind().equals(hello.engine())) {
        return factory.create(hello.settings());
      }
    }
    throw new UnreadableTurnException(
        "no engine for apps of kind " + hello.engine() + " is on the class path");
  }
}
