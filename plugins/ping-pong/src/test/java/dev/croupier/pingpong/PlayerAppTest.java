package dev.croupier.pingpong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.Invite;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlayerAppTest {

  private final PlayerApp player = new PlayerApp();
  private final Table table = new Table(Table.PLAYER);

  @Test
  void ping_isAnsweredWithItsTimestamp() {
    player.onAppMessage(Table.message("ping", Table.SERVER, new Ping(Table.SERVER, 77)), table);
    assertThat(table.sent).containsExactly(new Table.Sent("pong", new Pong(Table.PLAYER, 77)));
  }

  @Test
  void ownPong_isNotAnswered() {
    player.onAppMessage(Table.message("pong", Table.PLAYER, new Pong(Table.PLAYER, 77)), table);
    assertThat(table.sent).isEmpty();
  }

  @Test
  void invite_isAcceptedForTwo() {
    assertThat(player.onSessionInvite(invite(Table.SERVER, Table.PLAYER))).isTrue();
    assertThat(player.onSessionInvite(invite(Table.SERVER, Table.PLAYER, "0x33"))).isFalse();
  }

  @Test
  void messageTypes_comeWithThePlugin() {
    assertThat(player.messages().json()).contains("\"ping\"", "\"pong\"", "replyTo");
  }

  private static Invite invite(String... participants) {
    SessionTerms terms = SessionTerms.decidedByFirst("ping-pong", List.of(participants));
    return new Invite(
        Table.SERVER, "0x01", new SessionRequest(terms, List.of(), 1, Optional.empty(), "body"));
  }
}
