package dev.croupier.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.host.journal.JournalMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String SMALLEST =
      """
      seats:
        player:
          app: scripts/ping-pong/player
      """;

  @Test
  void parse_smallestFile_fillsInDefaults() {
    CroupierConfig config = ConfigReader.parse("croupier.yaml", SMALLEST);

    assertThat(config.node()).isEqualTo(NodeSection.EMBEDDED);
    assertThat(config.until()).isEqualTo(CroupierConfig.Until.STOPPED);
    assertThat(config.data()).isEqualTo(".croupier/data");
    assertThat(config.journal()).isEqualTo(JournalMode.DURABLE);
    assertThat(config.journalDays()).isEqualTo(30);
    SeatSection player = config.seats().get("player");
    assertThat(player.invites()).isEqualTo(InvitesSection.NEVER);
    assertThat(player.wallet().development()).isTrue();
    assertThat(player.allowance()).isEmpty();
  }

  @Test
  void parse_wholeFile_readsEveryKey() {
    CroupierConfig config =
        ConfigReader.parse(
            "croupier.yaml",
            """
            node: { url: "wss://node.example/ws", version: "0.5", broker: "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72" }
            data: memory
            journal: fast
            journal-days: 0
            until: settled
            seats:
              server:
                app: plugins/ping-pong#ServerApp
                wallet: { env: SERVER_KEY }
                application: ping-pong
                invites: { from: [player] }
                allowance: { usdc: 0.10 }
                contacts: { friend: "0x09023866B62af29B4Afc047C3B403Ac521293FA5" }
                settings: { rounds: 3 }
              player:
                app: scripts/ping-pong/player
                wallet: { keystore: player.json, password-file: player.password }
                invites: always
            limits: { mailbox: 10, turn-ms: 500 }
            """);

    assertThat(config.node().url()).contains("wss://node.example/ws");
    assertThat(config.node().version()).isEqualTo("0.5");
    assertThat(config.seats().keySet()).containsExactly("server", "player");
    SeatSection server = config.seats().get("server");
    assertThat(server.wallet().env()).contains("SERVER_KEY");
    assertThat(server.invites().from()).isEqualTo(List.of("player"));
    assertThat(server.allowance()).isEqualTo(Map.of("usdc", "0.10"));
    assertThat(server.settings().get("rounds").asInt()).isEqualTo(3);
    assertThat(config.seats().get("player").invites().always()).isTrue();
    assertThat(config.limits().turnMs()).contains(500);
  }

  @Test
  void parse_journalDaysOutOfRange_namesValueAndBounds() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> ConfigReader.parse("f.yaml", "journal-days: -3\nseats: { bot: { app: x } }"))
        .withMessageContaining("journal-days is -3; it must be from 0 to 36500");
  }

  @Test
  void parse_nodeAsText_isAUrl() {
    CroupierConfig config =
        ConfigReader.parse(
            "croupier.yaml",
            """
            node: ws://127.0.0.1:8000/ws
            seats: { bot: { app: scripts/bot, wallet: { env: KEY } } }
            """);

    assertThat(config.node().url()).contains("ws://127.0.0.1:8000/ws");
  }

  @Test
  void parse_relay_isAUrlOrAMap() {
    assertThat(ConfigReader.parse("croupier.yaml", SMALLEST).relay()).isEmpty();
    assertThat(ConfigReader.parse("croupier.yaml", SMALLEST + "relay: ws://h/ws\n").relay())
        .contains(new RelaySection("ws://h/ws", Optional.empty()));
    assertThat(
            ConfigReader.parse(
                    "croupier.yaml", SMALLEST + "relay: { url: ws://h/ws, address: 0x1 }\n")
                .relay())
        .contains(new RelaySection("ws://h/ws", Optional.of("0x1")));
  }

  @Test
  void parse_carrier_isOffUnlessAskedFor() {
    assertThat(ConfigReader.parse("f.yaml", "seats: { bot: { app: x } }").seats().get("bot"))
        .extracting(SeatSection::carrier)
        .isEqualTo(SeatSection.Carrier.NONE);
    assertThat(
            ConfigReader.parse("f.yaml", "seats: { bot: { app: x, carrier: states } }")
                .seats()
                .get("bot"))
        .extracting(SeatSection::carrier)
        .isEqualTo(SeatSection.Carrier.STATES);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> ConfigReader.parse("f.yaml", "seats: { bot: { app: x, carrier: pigeon } }"))
        .withMessageContaining("carrier");
  }

  @Test
  void parse_unknownKey_namesLineAndSuggestion() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.parse(
                    "croupier.yaml",
                    """
                    seats:
                      player:
                        app: scripts/ping-pong/player
                        alowance: { usdc: 1 }
                    """))
        .withMessageStartingWith("croupier.yaml:4:")
        .withMessageContaining("unknown key \"seats.player.alowance\"")
        .withMessageEndingWith("did you mean \"allowance\"?");
  }

  @Test
  void parse_unknownKeyUnlikeAny_listsTheKnownOnes() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.parse("croupier.yaml", SMALLEST + "zzzzzzzzz: 1\n"))
        .withMessageContaining(
            "known here: data, journal, journal-days, limits, node, relay, seats, until");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seats: {a: [}                                               | not valid YAML
          seats: [a]                                                  | seats is not a map of keys and values
          seats: {a: scripts/x}                                       | seats.a is not a map of keys and values
          seats: {}                                                   | "seats" is missing or empty
          until: tomorrow                                             | until: "tomorrow" is not one of stopped, settled
          seats: {a: {}}                                              | seats.a.app is missing
          seats: {a: {app: x, invites: sometimes}}                    | seats.a.invites "sometimes" is none of always, never
          seats: {a: {app: x, wallet: 0xd94bc9d4bc5081aaecf1}}        | seats.a.wallet is neither "development" nor
          limits: {mailbox: 0}                                        | mailbox is 0, must be at least 1
          limits: {compare-sessions-ms: 500}                          | compare-sessions-ms is 500, must be 1000 to 86400000
          limits: {watch-close-ms: 3600001}                           | watch-close-ms is 3600001, must be 1000 to 3600000
          limits: {mailbox: many}                                     | "many" is not a whole number
          {node: "ws://h/ws", seats: {a: {app: x}}}                   | seats.a.wallet is missing; development keys
          """)
  void parse_brokenValue_saysWhatIsWrong(String text, String expected) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.parse("croupier.yaml", text))
        .withMessageStartingWith("croupier.yaml")
        .withMessageContaining(expected);
  }

  @Test
  void parse_keyInPlaceOfAWallet_isNotRepeated() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.parse(
                    "croupier.yaml", "seats: {a: {app: x, wallet: \"0xd94bc9d4bc5081\"}}"))
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("d94bc9d4bc5081"));
  }

  @Test
  void parse_repeatedKey_isRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.parse("croupier.yaml", SMALLEST + "until: settled\nuntil: stopped\n"))
        .withMessageStartingWith("croupier.yaml:5:");
  }

  @Test
  void parse_emptyFile_isRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.parse("croupier.yaml", "# nothing\n"))
        .withMessageContaining("seats");
  }

  @Test
  void read_missingFile_saysHowToNameOne() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(Path.of("no-such-file.yaml")))
        .withMessageContaining("--config FILE");
  }
}
