package dev.croupier.cli.bench.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages of the other participants of one session, in turn, each naming the one before of its
 * sender. They are signed ahead and leave one at a time.
 */
final class Lane {
  private static final int DATA_AROUND_TEXT = 24;

  private final TableSession session;
  private final NodeVoice voice;
  private final String text;
  private final long[] lastIds;
  private final Deque<Ready> ready = new ArrayDeque<>();
  private long number;

  /**
   * A message that can be delivered.
   *
   * @param number its number in its data
   * @param frame the node's frame
   */
  record Ready(long number, String frame) {}

  /**
   * @param dataBytes about how long the data of a message is
   */
  Lane(TableSession session, NodeVoice voice, int dataBytes) {
    this.session = session;
    this.voice = voice;
    this.text = "x".repeat(Math.max(0, dataBytes - DATA_AROUND_TEXT));
    this.lastIds = new long[session.others().size()];
  }

  TableSession session() {
    return session;
  }

  /** Signs messages until so many are ready. */
  void prepare(int messages, long nowMs) {
    while (ready.size() < messages) {
      int sender = (int) (number % lastIds.length);
      number++;
      String data = "{\"n\":" + number + ",\"text\":\"" + text + "\"}";
      var said =
          session
              .others()
              .get(sender)
              .say(session.id(), "ping", data, number, lastIds[sender], nowMs);
      lastIds[sender] = number;
      ready.add(new Ready(number, voice.relayed(0, said, nowMs)));
    }
  }

  int readyCount() {
    return ready.size();
  }

  /** The next message; the caller has made sure that there is one. */
  Ready next() {
    return ready.remove();
  }
}
