package dev.croupier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final String SESSION = "0x" + "ab".repeat(32);
  private static final String ANNA = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";
  private static final String BERT = "0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF";
  private static final String ZOE = "0x6813Eb9362372EEF6200f3b1dbC3f819671cBA69";
  private static final List<String> BOTH = List.of(ANNA, BERT);
  private static final Draw.Reveal ANNAS = new Draw.Reveal("0x" + "11".repeat(32), "");
  private static final Draw.Reveal BERTS = new Draw.Reveal("0x" + "22".repeat(32), "schere ✂");

  private static Draw open(String wallet, Draw.Reveal secret) {
    return Draw.open(SESSION, "coin", BOTH, Optional.of(new Draw.Own(wallet, secret)));
  }

  private final Draw annas = open(ANNA, ANNAS);
  private final Draw berts = open(BERT, BERTS);

  private Draw committed() {
    return annas.commit(ANNA, annas.commitment()).commit(BERT, berts.commitment());
  }

  private Draw done() {
    return committed().reveal(BERT, BERTS).reveal(ANNA, ANNAS);
  }

  /** Made by viem 2.38 from the description of the bytes. */
  @Test
  void bytes_areThoseOfTheDescription() {
    assertThat(annas.commitment())
        .isEqualTo("0xe523f8f647bc556b1b9c81513e6c921d996841b38c0e9b9c48f45bfa3234c693");
    assertThat(berts.commitment())
        .isEqualTo("0x1809a57df3e33d8097fbc8602bc2d1ed2e35df58e69bf57ea3203ffc6ffe2794");
    assertThat(done().seed())
        .isEqualTo("0xa2044bf5dba9076abb103cb655b2c9a716d8955d350b7b6e2ab2df04300ba6ad");
    assertThat(done().number("side", 2)).isEqualTo(1);
    assertThat(done().number("die", 6)).isEqualTo(5);
    assertThat(String.join("", done().shuffle("order", List.of("abcdefgh".split("")))))
        .isEqualTo("bheagcdf");
  }

  @Test
  void phases_followOneAnother_andMissingNamesWhoIsWaitedFor() {
    assertThat(annas.phase()).isEqualTo(Draw.Phase.COMMIT);
    assertThat(annas.missing()).containsExactly(BERT, ANNA);
    Draw one = annas.commit(ANNA, annas.commitment());
    assertThat(one.missing()).containsExactly(BERT);
    assertThat(committed().phase()).isEqualTo(Draw.Phase.REVEAL);
    assertThat(committed().missing()).containsExactly(BERT, ANNA);
    assertThat(committed().reveal(ANNA, ANNAS).missing()).containsExactly(BERT);
    assertThat(done().phase()).isEqualTo(Draw.Phase.DONE);
    assertThat(done().missing()).isEmpty();
    assertThat(done().reveals().get(BERT).value()).isEqualTo("schere ✂");
  }

  @Test
  void outcome_isTheSameForAll_inWhateverOrderTheyListAndSend() {
    Draw other =
        Draw.open(SESSION, "coin", List.of(BERT, ANNA.toLowerCase()), Optional.empty())
            .commit(BERT, berts.commitment())
            .reveal(BERT, BERTS) // overtakes anna's commitment
            .commit(ANNA, annas.commitment().toUpperCase().replace("0X", "0x"))
            .reveal(ANNA, ANNAS);
    assertThat(other.seed()).isEqualTo(done().seed());
  }

  @Test
  void ownSecret_isNotGivenBeforeAllHaveCommitted() {
    assertThatThrownBy(annas::mine)
        .isInstanceOfSatisfying(
            DrawException.TooEarly.class, e -> assertThat(e.missing()).containsExactly(BERT, ANNA));
    assertThat(committed().mine()).isEqualTo(ANNAS);
  }

  @Test
  void outcome_isNotGivenBeforeAllHaveRevealed_andTheMissingAreNamed() {
    assertThatThrownBy(() -> committed().reveal(ANNA, ANNAS).seed())
        .isInstanceOfSatisfying(
            DrawException.Incomplete.class, e -> assertThat(e.missing()).containsExactly(BERT))
        .hasMessageContaining("the reveal of " + BERT);
    assertThatThrownBy(() -> annas.number("side", 2)).hasMessageContaining("the commitment of");
  }

  @Test
  void secondCommitment_isRefused_evenTheSame() {
    Draw one = annas.commit(ANNA, annas.commitment());
    assertThatThrownBy(() -> one.commit(ANNA, annas.commitment()))
        .isInstanceOf(DrawException.AlreadyCommitted.class);
    assertThatThrownBy(() -> one.commit(ANNA.toLowerCase(), berts.commitment()))
        .isInstanceOf(DrawException.AlreadyCommitted.class);
  }

  @Test
  void copiedCommitment_isRefused_andCouldNotBeRevealedAnyway() {
    assertThatThrownBy(
            () -> annas.commit(ANNA, annas.commitment()).commit(BERT, annas.commitment()))
        .isInstanceOf(DrawException.CommitmentCopied.class)
        .hasMessageContaining(ANNA);
    // The same salt of another wallet is another commitment.
    assertThat(open(BERT, ANNAS).commitment()).isNotEqualTo(annas.commitment());
  }

  @Test
  void commitment_isForOneSessionAndOneNameOnly() {
    Draw.Own own = new Draw.Own(ANNA, ANNAS);
    assertThat(
            Stream.of(
                annas,
                Draw.open(SESSION, "coin2", BOTH, Optional.of(own)),
                Draw.open("0x" + "ac".repeat(32), "coin", BOTH, Optional.of(own)),
                open(ANNA, new Draw.Reveal(ANNAS.salt(), " "))))
        .extracting(Draw::commitment)
        .doesNotHaveDuplicates();
  }

  @Test
  void revealThatDiffers_isRefused() {
    for (Draw.Reveal other :
        List.of(
            ANNAS,
            new Draw.Reveal(BERTS.salt(), "stein"),
            new Draw.Reveal("0x" + "23".repeat(32), BERTS.value()))) {
      assertThatThrownBy(() -> committed().reveal(BERT, other))
          .isInstanceOf(DrawException.RevealDiffers.class)
          .hasMessageContaining(BERT)
          .hasMessageContaining(berts.commitment());
    }
  }

  @Test
  void revealWithoutCommitmentOrTwice_isRefused() {
    assertThatThrownBy(() -> annas.reveal(BERT, BERTS))
        .isInstanceOf(DrawException.NotCommitted.class);
    assertThatThrownBy(() -> committed().reveal(BERT, BERTS).reveal(BERT, BERTS))
        .isInstanceOf(DrawException.AlreadyRevealed.class);
  }

  @Test
  void onlooker_cannotTakePart_butSeesTheOutcome() {
    assertThatThrownBy(() -> annas.commit(ZOE, berts.commitment()))
        .isInstanceOf(DrawException.NotInDraw.class)
        .hasMessageContaining(ZOE);
    Draw seen = Draw.open(SESSION, "coin", BOTH, Optional.empty());
    assertThatThrownBy(seen::commitment).isInstanceOf(DrawException.NotInDraw.class);
    assertThat(
            seen.commit(ANNA, annas.commitment())
                .commit(BERT, berts.commitment())
                .reveal(ANNA, ANNAS)
                .reveal(BERT, BERTS)
                .seed())
        .isEqualTo(done().seed());
  }

  @Test
  void closedDraw_takesNothingMore_andSaysWhoWasMissing() {
    Draw closed = committed().reveal(ANNA, ANNAS).close();
    assertThat(closed.phase()).isEqualTo(Draw.Phase.CLOSED);
    assertThat(closed.missing()).containsExactly(BERT);
    assertThatThrownBy(() -> closed.reveal(BERT, BERTS))
        .isInstanceOf(DrawException.TooLate.class)
        .hasMessageContaining(BERT);
    assertThatThrownBy(() -> annas.close().commit(ANNA, annas.commitment()))
        .isInstanceOf(DrawException.TooLate.class);
    assertThatThrownBy(closed::seed).isInstanceOf(DrawException.Incomplete.class);
    assertThat(done().close().phase()).isEqualTo(Draw.Phase.DONE);
  }

  @Test
  void partsWrittenWrongly_areRefused() {
    assertThatThrownBy(() -> annas.commit(ANNA, "0x12"))
        .isInstanceOf(DrawException.Malformed.class)
        .hasMessageContaining("0x12");
    Draw.Reveal tooLong = new Draw.Reveal(ANNAS.salt(), "x".repeat(1_001));
    assertThatThrownBy(() -> open(ANNA, tooLong)).isInstanceOf(DrawException.Malformed.class);
    assertThatThrownBy(() -> committed().reveal(BERT, tooLong))
        .isInstanceOf(DrawException.Malformed.class);
    for (List<String> wallets :
        List.of(List.<String>of(), List.of(ANNA, ANNA.toLowerCase()), List.of("anna"))) {
      assertThatThrownBy(() -> Draw.open(SESSION, "coin", wallets, Optional.empty()))
          .isInstanceOf(DrawException.Malformed.class);
    }
    for (long bound : new long[] {0, -1, 1L << 53, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> done().number("side", bound))
          .isInstanceOf(DrawException.Malformed.class);
    }
  }

  @Test
  void secrets_areNotShown() {
    String bare = ANNAS.salt().substring(2);
    assertThat(List.of(annas, annas.own(), committed().mine()).toString()).doesNotContain(bare);
  }

  @Test
  void numbersAndOrders_areEven() {
    int[] sides = new int[3];
    int[] firsts = new int[4];
    List<Integer> items = List.of(0, 1, 2, 3);
    Draw done = done();
    for (int i = 0; i < 3_000; i++) {
      sides[(int) done.number("side " + i, 3)]++;
      firsts[done.shuffle("order " + i, items).getFirst()]++;
    }
    // Four standard deviations; the draw is fixed, so this never changes.
    assertThat(IntStream.of(sides)).allMatch(count -> Math.abs(count - 1_000) < 104);
    assertThat(IntStream.of(firsts)).allMatch(count -> Math.abs(count - 750) < 95);
  }

  @Test
  void anyOrderOfSending_comesToTheSameOutcome() {
    long seed = Long.getLong("seed", 1);
    Random random = new Random(seed);
    List<String> wallets =
        IntStream.range(1, 6).mapToObj(i -> "0x" + ("0" + i).repeat(20)).toList();
    List<Draw> seats =
        wallets.stream()
            .map(
                wallet ->
                    Draw.open(
                        SESSION,
                        "order",
                        wallets,
                        Optional.of(
                            new Draw.Own(
                                wallet,
                                new Draw.Reveal("0x" + wallet.substring(2, 4).repeat(32), "")))))
            .toList();
    Set<String> outcomes = new HashSet<>();
    for (int round = 0; round < 50; round++) {
      Draw draw = seats.get(random.nextInt(seats.size()));
      List<Draw> order = new ArrayList<>(seats);
      Collections.shuffle(order, random);
      for (Draw seat : order) {
        draw = draw.commit(seat.own().orElseThrow().wallet(), seat.commitment());
      }
      Collections.shuffle(order, random);
      for (Draw seat : order) {
        Draw.Own own = seat.own().orElseThrow();
        draw = draw.reveal(own.wallet(), own.reveal().salt());
      }
      outcomes.add(draw.seed());
    }
    assertThat(outcomes).as("seed %d", seed).hasSize(1);
  }
}
