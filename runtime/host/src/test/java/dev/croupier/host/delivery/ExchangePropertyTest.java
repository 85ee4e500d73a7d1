package dev.croupier.host.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.host.delivery.ControlMessage.Signed;
import dev.croupier.protocol.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Exchanges alone over a network that loses, repeats and reorders, without hosts. */
class ExchangePropertyTest {

  private static final int SEEDS = Integer.getInteger("exchange.seeds", 2_000);
  private static final long TROUBLE_MS = 20_000;
  private static final long END_MS = 400_000;

  @Test
  void everyMessageIsPassedOnOnceAndInOrder_overAnyNetworkThatIsGoodInTheEnd() {
    long first = Long.getLong("seed", 1);
    int seeds = Long.getLong("seed") == null ? SEEDS : 1;
    for (long seed = first; seed < first + seeds; seed++) {
      try {
        new Run(seed).play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed, e);
      }
    }
  }

  private static Address wallet(int number) {
    return Address.parse("0x" + String.format("%040x", number + 1));
  }

  private record Arrival(long dueMs, long order, Runnable task) implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      int byTime = Long.compare(dueMs, other.dueMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private static final class Run {
    private final SplittableRandom random;
    private final List<Seat> seats = new ArrayList<>();
    private final PriorityQueue<Arrival> network = new PriorityQueue<>();
    private long nowMs;
    private long order;
    private int controls;

    Run(long seed) {
      random = new SplittableRandom(seed);
      int count = 2 + random.nextInt(2);
      List<Address> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(wallet(i));
      }
      for (Address self : all) {
        seats.add(new Seat(this, self, all));
      }
    }

    void play() {
      int messages = 5 + random.nextInt(40);
      for (int i = 0; i < messages; i++) {
        Seat sender = seats.get(random.nextInt(seats.size()));
        at(random.nextLong(TROUBLE_MS), sender::send);
      }
      if (random.nextInt(3) == 0) {
        Seat forgetful = seats.get(random.nextInt(seats.size()));
        at(random.nextLong(TROUBLE_MS), forgetful::restart);
      }
      while (nowMs < END_MS) {
        long next = network.isEmpty() ? END_MS : network.element().dueMs();
        for (Seat seat : seats) {
          next = Math.min(next, seat.exchange.nextDueMs().orElse(END_MS));
        }
        nowMs = Math.max(nowMs, next);
        while (!network.isEmpty() && network.element().dueMs() <= nowMs) {
          network.remove().task().run();
        }
        seats.forEach(Seat::speak);
      }
      for (Seat receiver : seats) {
        for (Seat sender : seats) {
          if (sender != receiver) {
            assertThat(receiver.passed.getOrDefault(sender.self, List.of()))
                .as("what %s had of %s", receiver.self, sender.self)
                .isEqualTo(sender.sent);
          }
        }
        assertThat(receiver.own).isEqualTo(receiver.sent);
      }
      assertThat(controls).as("control messages").isLessThan(600);
    }

    private void at(long dueMs, Runnable task) {
      network.add(new Arrival(dueMs, order++, task));
    }

    /** The others get it never, once or twice, at once or late, until the trouble is over. */
    void broadcast(Seat from, java.util.function.Consumer<Seat> arrival) {
      for (Seat seat : seats) {
        if (seat == from) {
          continue;
        }
        boolean trouble = nowMs < TROUBLE_MS;
        int copies = !trouble ? 1 : random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(5) / 4;
        for (int i = 0; i < copies; i++) {
          at(nowMs + (trouble ? random.nextLong(1_500) : 5), () -> arrival.accept(seat));
        }
      }
    }
  }

  private static final class Seat {
    private final Run run;
    private final Address self;
    private final List<Address> all;
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> own = new ArrayList<>();
    private final Map<Address, List<Long>> passed = new HashMap<>();
    private Exchange<Long> exchange;
    private long lastId;

    Seat(Run run, Address self, List<Address> all) {
      this.run = run;
      this.self = self;
      this.all = all;
      this.exchange = new Exchange<>(self, all, DeliveryLimits.DEFAULTS, 0);
    }

    void send() {
      lastId += 1 + run.random.nextInt(5);
      Letter letter = exchange.outbox().write("move", "{}", lastId, run.nowMs);
      sent.add(letter.id());
      exchange.outbox().recorded(letter);
      exchange.outbox().underWay(letter);
      run.broadcast(
          this,
          seat ->
              seat.pass(
                  self,
                  seat.exchange.arrived(
                      self, letter.id(), letter.stamp().previousId(), 2, letter.id(), run.nowMs)));
      exchange.outbox().accepted(letter);
      exchange.sent(run.nowMs);
      while (exchange.outbox().nextOwn().map(next -> own.add(next.id())).isPresent()) {}
    }

    /** What was passed on and what was sent is remembered, all else is not. */
    void restart() {
      exchange = new Exchange<>(self, all, DeliveryLimits.DEFAULTS, run.nowMs);
      passed.forEach((sender, ids) -> exchange.restore(sender, ids.getLast()));
      long previous = 0;
      for (long id : sent) {
        Letter letter =
            exchange
                .outbox()
                .restore(
                    "move",
                    "{}",
                    new dev.croupier.client.MessageStamp(id, 0, OptionalLong.of(previous)));
        exchange.outbox().restoreFed(letter);
        exchange.outbox().accepted(letter);
        previous = id;
      }
      exchange.connected(run.nowMs);
    }

    void pass(Address sender, List<Long> messages) {
      if (!messages.isEmpty()) {
        passed.computeIfAbsent(sender, any -> new ArrayList<>()).addAll(messages);
      }
    }

    void speak() {
      Exchange.Due<Long> due = exchange.due(run.nowMs);
      assertThat(due.losses()).isEmpty();
      due.question().ifPresent(this::ask);
      due.answer().ifPresent(this::answer);
    }

    private void ask(Resume resume) {
      run.controls++;
      Resume read = (Resume) ControlJson.read(resume.type(), ControlJson.write(resume));
      run.broadcast(this, seat -> seat.exchange.asked(self, read, seat.self, run.nowMs));
    }

    private void answer(Exchange.Answer answer) {
      for (Exchange.Part part : answer.parts()) {
        run.controls++;
        Resend resend =
            new Resend(
                part.from(),
                part.upTo(),
                part.letters().stream().map(l -> new Signed("" + l.id(), "")).toList(),
                part.lost(),
                answer.after(),
                answer.last());
        Resend read = (Resend) ControlJson.read(resend.type(), ControlJson.write(resend));
        assertThat(read).isEqualTo(resend);
        List<Exchange.Forwarded<Long>> messages = new ArrayList<>();
        for (Letter letter : part.letters()) {
          messages.add(
              new Exchange.Forwarded<>(
                  letter.id(), letter.stamp().previousId().orElseThrow(), 2, letter.id()));
        }
        run.broadcast(
            this,
            seat -> {
              Exchange.Taken<Long> taken =
                  seat.exchange.told(self, read, messages, seat.self, run.nowMs);
              assertThat(taken.lost()).isEmpty();
              seat.pass(self, taken.passed());
            });
      }
    }
  }
}
