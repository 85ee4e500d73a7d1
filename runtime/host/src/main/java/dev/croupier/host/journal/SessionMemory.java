package dev.croupier.host.journal;

import dev.croupier.host.turn.Input;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a seat's journal says about its open sessions: a fold over its records. */
public final class SessionMemory {

  private final Map<String, Remembered> sessions = new LinkedHashMap<>();

  /**
   * Folds a seat's records.
   *
   * @param journal where they are
   * @param seat the seat's name
   * @return what they say
   */
  public static SessionMemory of(Journal journal, String seat) {
    SessionMemory memory = new SessionMemory();
    journal.load(seat, memory::add);
    return memory;
  }

  private SessionMemory() {}

  private void add(JournalRecord record) {
    if (record.session().isEmpty()) {
      return;
    }
    String id = record.session().get();
    if (record.input() instanceof Input.SessionClosed) {
      sessions.remove(id);
      return;
    }
    if (record.input() instanceof Input.SessionCreated) {
      sessions.putIfAbsent(id, new Remembered());
    }
    Remembered session = sessions.get(id);
    if (session == null) {
      return;
    }
    record.stateJson().ifPresent(state -> session.stateJson = state);
    if (record.input() instanceof Input.MessageReceived message) {
      session.handled.add(new MessageId(message.sender(), message.requestId()));
    }
  }

  /**
   * @return the sessions that were created and not yet closed, by id
   */
  public Map<String, Remembered> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  /** One session. */
  public static final class Remembered {
    private String stateJson = "null";
    private final Set<MessageId> handled = new LinkedHashSet<>();

    private Remembered() {}

    /**
     * @return the last state, {@code null} as text if there was none
     */
    public String stateJson() {
      return stateJson;
    }

    /**
     * @return the messages that were handled, in order
     */
    public Set<MessageId> handled() {
      return Collections.unmodifiableSet(handled);
    }
  }

  /**
   * Tells a message from all others of its session.
   *
   * @param sender who sent it, EIP-55 text
   * @param requestId the sender's request id
   */
  public record MessageId(String sender, long requestId) {}
}
