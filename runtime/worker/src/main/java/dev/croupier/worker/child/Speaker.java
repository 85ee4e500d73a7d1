package dev.croupier.worker.child;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.TurnOutcome;
import dev.croupier.worker.pipe.Frames;
import dev.croupier.worker.pipe.FromWorker;
import dev.croupier.worker.pipe.Messages;
import dev.croupier.worker.pipe.ToWorker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tells the host. Safe for use by many threads; a worker whose host does not listen ends. */
final class Speaker {

  private final Frames frames;

  Speaker(Frames frames) {
    this.frames = frames;
  }

  void hello() {
    say(new FromWorker.Hello(ToWorker.VERSION));
  }

  void say(FromWorker message) {
    byte[] block = Messages.write(message);
    if (block.length > Frames.MAX_BYTES && message instanceof FromWorker.Outcome outcome) {
      block = Messages.write(tooLong(outcome.channel(), block.length));
    }
    try {
      frames.write(block);
    } catch (IOException e) {
      System.err.println("worker: the host is gone: " + e.getMessage());
      Runtime.getRuntime().halt(0);
    }
  }

  private static FromWorker tooLong(int channel, int bytes) {
    AppFailure failure =
        new AppFailure(
            "what came of the turn has " + bytes + " bytes, at most " + Frames.MAX_BYTES + " go",
            "",
            "");
    return new FromWorker.Outcome(
        channel, new TurnOutcome(List.of(), Optional.empty(), Optional.of(failure), List.of()));
  }
}
