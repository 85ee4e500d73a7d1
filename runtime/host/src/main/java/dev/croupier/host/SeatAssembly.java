package dev.croupier.host;

import dev.croupier.client.NodeConnection;
import dev.croupier.host.carrier.CarrierLimits;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.cosign.LocalCoSigning;
import dev.croupier.host.guard.GuardedSigner;
import dev.croupier.host.loop.LoopDriver;
import dev.croupier.host.loop.TaskQueue;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Puts the seats of a host together. */
final class SeatAssembly {

  private final HostBuilder setup;
  private final LoadedApps apps;
  private final LoopDriver driver;
  private final HostListener listener;
  private final Map<String, Table> tables = new HashMap<>();

  SeatAssembly(HostBuilder setup, LoadedApps apps, LoopDriver driver, HostListener listener) {
    this.setup = setup;
    this.apps = apps;
    this.driver = driver;
    this.listener = listener;
  }

  List<Seat> seats() {
    List<Draft> drafts = new ArrayList<>();
    try {
      for (SeatConfig config : setup.seats()) {
        drafts.add(open(config, apps.current(config.app())));
      }
      List<Seat> seats = new ArrayList<>();
      for (Draft draft : drafts) {
        seats.add(seat(draft, addressBook(draft, drafts)));
      }
      return seats;
    } catch (RuntimeException e) {
      drafts.forEach(draft -> draft.connection().close());
      throw e;
    }
  }

  private Draft open(SeatConfig config, AppVersion version) {
    HostConfig limits = setup.config();
    TaskQueue tasks = new TaskQueue();
    SeatMail mail =
        new SeatMail(config.instances(), limits.mailboxSize(), limits.sessionsPerSeat());
    SeatReport report = new SeatReport(config.name(), setup.clock(), listener);
    SeatListener hearing = new SeatListener(mail, tasks, report, version.app().name());
    NodeConnection connection = setup.connections().open(config, hearing);
    return new Draft(config, tasks, mail, report, hearing, connection);
  }

  private static Map<String, Address> addressBook(Draft own, List<Draft> all) {
    Map<String, Address> book = new LinkedHashMap<>();
    for (Draft other : all) {
      if (!other.equals(own)) {
        book.put(other.config().name(), other.connection().wallet());
      }
    }
    book.putAll(own.config().contacts());
    if (own.config().invites() instanceof InvitePolicy.From from) {
      from.who().forEach(name -> checkKnown(name, own.config(), book));
    }
    return Map.copyOf(book);
  }

  private static void checkKnown(String name, SeatConfig seat, Map<String, Address> book) {
    if (book.containsKey(name)) {
      return;
    }
    try {
      Address.parse(name);
    } catch (ProtocolException e) {
      throw new HostConfigException(
          "seat "
              + seat.name()
              + " takes invites from \""
              + name
              + "\", which is neither an address nor one of "
              + book.keySet());
    }
  }

  private Seat seat(Draft draft, Map<String, Address> book) {
    HostConfig limits = setup.config();
    SeatSessions sessions = new SeatSessions(limits.rememberedMessages());
    GuardedSigner signer =
        new GuardedSigner(
            draft.connection(),
            draft.config().limits(),
            sessions,
            limits.collectingTime(),
            setup.clock());
    Optional<StateCarrier> carrier = carrier(draft, signer, sessions);
    SeatContext context =
        new SeatContext(
            draft.config(),
            carrier.isPresent() ? fittingStates(limits) : limits,
            draft.connection(),
            signer,
            carrier,
            sessions,
            draft.mail(),
            new TimerQueue<>(),
            draft.tasks(),
            setup.clock(),
            draft.report(),
            book);
    Table table = tables.computeIfAbsent(draft.config().node(), node -> new Table());
    if (table.coSigning().isLocal(context.wallet())) {
      throw new HostConfigException(
          "seat "
              + draft.config().name()
              + " has the same wallet "
              + context.wallet()
              + " as another seat at node "
              + draft.config().node());
    }
    RandomGenerator random = setup.randomForSeat();
    Seat seat =
        new Seat(
            context,
            setup.journal(),
            random,
            draft.hearing(),
            table.coSigning(),
            table.neighbours(),
            driver);
    table.coSigning().add(seat);
    table.neighbours().add(context.wallet(), seat);
    return seat;
  }

  private Optional<StateCarrier> carrier(Draft draft, GuardedSigner signer, SeatSessions sessions) {
    if (draft.config().carrier() == CarrierPolicy.NONE) {
      return Optional.empty();
    }
    StateCarrier carrier =
        new StateCarrier(
            draft.connection(),
            signer.decisions(),
            sessions,
            draft.tasks(),
            setup.clock(),
            setup.randomForSeat());
    draft.hearing().carry(carrier);
    return Optional.of(carrier);
  }

  /** What is sent again has to fit into a state too. */
  private static HostConfig fittingStates(HostConfig limits) {
    return limits.withDelivery(
        limits.delivery().withParts(CarrierLimits.PART_MESSAGES, CarrierLimits.PART_BYTES));
  }

  /** The seats at one node. */
  private record Table(LocalCoSigning coSigning, Neighbours neighbours) {
    Table() {
      this(new LocalCoSigning(), new Neighbours());
    }
  }

  private record Draft(
      SeatConfig config,
      TaskQueue tasks,
      SeatMail mail,
      SeatReport report,
      SeatListener hearing,
      NodeConnection connection) {}
}
