package dev.croupier.host.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.delivery.Letter.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final DeliveryLimits LIMITS = DeliveryLimits.DEFAULTS.withKept(3, 1_000);

  private final Outbox outbox = new Outbox(LIMITS);

  private Letter write(long id) {
    return outbox.write("m", "1", id, 0);
  }

  private static List<Long> ids(Iterable<Letter> letters) {
    List<Long> ids = new ArrayList<>();
    letters.forEach(letter -> ids.add(letter.id()));
    return ids;
  }

  @Test
  void letters_nameTheOneBefore() {
    assertThat(write(5).stamp().previousId()).hasValue(0);
    assertThat(write(9).stamp().previousId()).hasValue(5);
  }

  @Test
  void settledUpTo_goesOnWhereNothingIsOpen() {
    Letter first = write(1);
    Letter second = write(2);
    Letter third = write(3);
    outbox.accepted(second);
    assertThat(outbox.settledId()).isZero();
    outbox.voided(first);
    assertThat(outbox.settledId()).isEqualTo(2);
    assertThat(ids(outbox.open())).containsExactly(3L);
    outbox.accepted(third);
    assertThat(ids(outbox.acceptedAfter(0))).containsExactly(2L, 3L);
  }

  @Test
  void ownMessages_comeBackInOrder_evenBeforeTheRelayHasSaidSo() {
    write(1);
    write(2);
    assertThat(outbox.echoed(2)).isTrue();
    assertThat(outbox.nextOwn()).isEmpty();
    assertThat(outbox.echoed(1)).isTrue();
    assertThat(outbox.nextOwn()).map(Letter::id).hasValue(1L);
    assertThat(outbox.nextOwn()).map(Letter::id).hasValue(2L);
    assertThat(outbox.nextOwn()).isEmpty();
  }

  @Test
  void message_ofAnotherHostOfThisWallet_isNone() {
    outbox.restoreForgotten(4);
    write(6);

    assertThat(outbox.echoed(5)).isFalse();
    assertThat(outbox.echoed(7)).isFalse();
    assertThat(outbox.echoed(3)).isTrue();
  }

  /** Against a plain list in which everything is looked for anew each time. */
  @Test
  void anyOrder_isAsAListWouldHaveIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int game = 0; game < 200; game++) {
      Outbox box = new Outbox(LIMITS);
      List<Letter> all = new ArrayList<>();
      List<Long> seen = new ArrayList<>();
      long id = 0;
      for (int step = 0; step < 60; step++) {
        int choice = random.nextInt(6);
        if (choice < 2 || all.isEmpty()) {
          id += 1 + random.nextInt(3);
          all.add(box.write("m", "1", id, 0));
        }
        Letter some = all.get(random.nextInt(all.size()));
        switch (choice) {
          case 2 -> box.accepted(some);
          case 3 -> box.voided(some);
          case 4 -> assertThat(box.echoed(some.id())).as("seed %s", seed).isTrue();
          case 5 -> box.nextOwn().map(Letter::id).ifPresent(seen::add);
          default -> box.recorded(all.getLast());
        }
        long settled = settledOf(all);
        assertThat(box.settledId()).as("seed %s", seed).isEqualTo(settled);
        assertThat(ids(box.open()))
            .as("seed %s", seed)
            .isEqualTo(all.stream().filter(l -> !l.settled()).map(Letter::id).toList());
        long forgotten = box.forgottenUpTo();
        assertThat(ids(box.acceptedAfter(0)))
            .as("seed %s", seed)
            .isEqualTo(
                all.stream()
                    .filter(l -> l.id() <= settled && l.id() > forgotten)
                    .filter(l -> l.stage == Stage.ACCEPTED)
                    .map(Letter::id)
                    .toList());
      }
      Optional<Letter> next = box.nextOwn();
      while (next.isPresent()) {
        seen.add(next.get().id());
        next = box.nextOwn();
      }
      assertThat(seen).as("seed %s", seed).isSorted().doesNotHaveDuplicates();
      assertThat(seen)
          .as("seed %s", seed)
          .containsAll(
              all.stream()
                  .takeWhile(l -> l.settled() || l.echoed)
                  .filter(l -> l.stage == Stage.ACCEPTED)
                  .map(Letter::id)
                  .toList());
    }
  }

  private static long settledOf(List<Letter> letters) {
    long settled = 0;
    for (Letter letter : letters) {
      if (!letter.settled()) {
        return settled;
      }
      settled = letter.id();
    }
    return settled;
  }
}
