package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.SessionDefinition;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeatSessionsTest {
  private static final SessionDefinition DEFINITION =
      new SessionDefinition("test", List.of(), List.of(), 1, 0, 1);

  private final SeatSessions sessions = new SeatSessions(8);

  private static SessionId id(int number) {
    return SessionId.parse("0x" + "%064x".formatted(number));
  }

  private void add(int number) {
    sessions.add(new SessionFacts(id(number), DEFINITION, 1, true, Optional.empty()));
  }

  @Test
  void openIds_areTheOpenOnes_oldestFirst() {
    add(3);
    add(1);
    add(2);
    sessions.closed(id(1));
    assertThat(sessions.openIds()).containsExactly(id(3), id(2));

    add(4);
    sessions.remove(id(3));
    assertThat(sessions.openIds()).containsExactly(id(2), id(4));
    assertThat(sessions.find(id(1))).isPresent();
    assertThat(sessions.isOver(id(3))).isTrue();
  }

  @Test
  void openIds_stayAsTheyWereAskedFor() {
    add(1);
    List<SessionId> before = sessions.openIds();
    add(2);

    assertThat(before).containsExactly(id(1));
    assertThat(sessions.openIds()).containsExactly(id(1), id(2));
  }

  @Test
  void openIds_ofManySessions_areNotListedAnewForEach() {
    for (int i = 1; i <= 200_000; i++) {
      add(i);
    }
    assertThat(sessions.openIds()).hasSize(200_000);
    assertThat(sessions.openIds()).isSameAs(sessions.openIds());
  }
}
