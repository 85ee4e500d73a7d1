package dev.croupier.cli.operator;

import dev.croupier.app.CroupierException;
import dev.croupier.cli.Terminal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells, while a running host decides about a session, whose signatures it waits for and for how
 * long. Beside the output: a line that is written over where somebody watches, else a line whenever
 * an answer has come.
 */
final class SigningProgress implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HostDesk host;
  private final SessionRow session;
  private final Words words;
  private final Terminal terminal;
  private final InstantSource clock;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread watching;
  private String told = "";

  /**
   * Starts to watch.
   *
   * @param host the host
   * @param session the session it decides about
   * @param words names wallets
   * @param terminal where it is told
   * @param clock tells how long is left
   */
  SigningProgress(
      HostDesk host, SessionRow session, Words words, Terminal terminal, InstantSource clock) {
    this.host = host;
    this.session = session;
    this.words = words;
    this.terminal = terminal;
    this.clock = clock;
    this.watching = Thread.ofVirtual().name("signing-progress").start(this::watch);
  }

  private void watch() {
    try {
      while (!over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        host.rounds(session.seat()).stream()
            .filter(round -> round.session().equals(session.id()))
            .findFirst()
            .ifPresent(this::tell);
      }
    } catch (CroupierException e) {
      // What has become of the host is told with the decision itself.
      over.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(RoundRow round) {
    String answers = round.answers(words::brief);
    String line = "Collecting signatures, " + round.left(clock.instant()) + ": " + answers;
    if (terminal.person()) {
      terminal.over(line);
    } else if (!answers.equals(told)) {
      terminal.note(line);
    }
    told = answers;
  }

  /** Stops to watch; nothing is told after it. */
  @Override
  public void close() {
    over.countDown();
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal.person() && !told.isEmpty()) {
      terminal.over("");
    }
  }
}
