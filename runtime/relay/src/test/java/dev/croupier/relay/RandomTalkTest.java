package dev.croupier.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeException;
import dev.croupier.client.RelayedMessage;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random members say, forge, repeat and cut; what is heard must be what the rules allow. */
class RandomTalkTest {
  private static final int PLAYERS = 5;
  private static final int SESSIONS = 4;
  private static final int STEPS = 300;

  @Test
  void whatIsHeard_isWhatTheRulesAllow_inOneOrder() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    try (RelayTable table = new RelayTable()) {
      List<Player> players =
          IntStream.range(0, PLAYERS).mapToObj(i -> table.player("random " + i)).toList();
      List<Signer> wallets = players.stream().map(player -> player.wallet).toList();
      List<RawClient> raw = wallets.stream().map(wallet -> table.raw().loggedIn(wallet)).toList();
      List<SessionId> sessions = new ArrayList<>();
      List<Set<Integer>> members = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        Set<Integer> some = new HashSet<>(Set.of(i % PLAYERS));
        IntStream.range(0, PLAYERS).filter(p -> random.nextBoolean()).forEach(some::add);
        members.add(some);
        sessions.add(table.session(some.stream().map(p -> wallets.get(p).address()).toList()));
      }
      Map<SessionId, List<String>> expected = new HashMap<>();
      List<RequestFrame> sent = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        String place = "seed " + seed + ", step " + step;
        int speaker = random.nextInt(PLAYERS);
        int signer = random.nextInt(8) == 0 ? random.nextInt(PLAYERS) : speaker;
        int where = random.nextInt(SESSIONS);
        SessionId session = sessions.get(where);
        RawClient client = raw.get(speaker);
        if (random.nextInt(10) == 0 && !sent.isEmpty()) {
          RequestFrame old = sent.get(random.nextInt(sent.size()));
          assertThat(client.ask(old).payload().method()).as(place).isEqualTo("error");
          continue;
        }
        RequestPayload payload =
            client.payload("message", "{\"type\":\"said\",\"data\":" + step + "}");
        boolean signed = random.nextInt(12) != 0;
        RequestFrame frame =
            (signed ? payload.signedBy(wallets.get(signer)) : payload.unsigned())
                .withSid(session.toString());
        boolean allowed = members.get(where).contains(speaker) && signed && signer == speaker;
        assertThat(client.ask(frame).payload().method())
            .as(place)
            .isEqualTo(allowed ? "message" : "error");
        if (allowed) {
          expected
              .computeIfAbsent(session, any -> new ArrayList<>())
              .add(step + " of " + wallets.get(speaker).address());
          sent.add(frame);
        }
      }
      for (int i = 0; i < PLAYERS; i++) {
        int player = i;
        int due =
            IntStream.range(0, SESSIONS)
                .filter(s -> members.get(s).contains(player))
                .map(s -> expected.getOrDefault(sessions.get(s), List.of()).size())
                .sum();
        Map<SessionId, List<String>> heard = new HashMap<>();
        for (int n = 0; n < due; n++) {
          RelayedMessage message = players.get(i).heard.messages.poll(20, TimeUnit.SECONDS);
          assertThat(message).as("seed " + seed + ", player " + i + " message " + n).isNotNull();
          heard
              .computeIfAbsent(message.sessionId(), any -> new ArrayList<>())
              .add(message.dataJson() + " of " + message.sender());
        }
        assertThat(players.get(i).heard.messages).as("seed " + seed).isEmpty();
        heard.forEach(
            (session, order) ->
                assertThat(order)
                    .as("seed " + seed + ", session " + session)
                    .isEqualTo(expected.get(session)));
        List<NodeException> unusable = List.copyOf(players.get(i).heard.unusable);
        assertThat(unusable).as("seed " + seed).isEmpty();
      }
    }
  }
}
