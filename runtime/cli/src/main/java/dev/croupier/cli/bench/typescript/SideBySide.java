package dev.croupier.cli.bench.typescript;

import dev.croupier.cli.bench.node.Figure;
import dev.croupier.cli.bench.node.PingLoad;
import dev.croupier.cli.bench.report.Aim;
import dev.croupier.cli.bench.report.Better;
import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Plot;
import dev.croupier.cli.bench.report.Report;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.run.WarmUp;
import dev.croupier.node.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;

/** Lets all contenders answer pings over one node, one after the other, again and again. */
final class SideBySide implements AutoCloseable {
  private static final int TEXT_LENGTH = 280;

  /** Systems tell the processor time of a process in steps of about 10 ms. */
  private static final double SHORTEST_CPU_SECONDS = 0.01;

  private static final double MOST_COMPILING = 0.05;
  private static final double WANTED_VERIFYING = 20;
  private static final double WANTED_PLAIN = 4;

  private final LocalNode node;
  private final int clients;
  private final WarmUp warmUp;
  private final Duration each;
  private final Stages stages;
  private final Map<Contender, Entrant> entrants = new EnumMap<>(Contender.class);

  /** A contender's process, its load, how warm it is, and what was measured of it. */
  private record Entrant(
      Responder responder,
      PingLoad many,
      PingLoad one,
      WarmUp.Course warming,
      List<Trip> busy,
      List<Figure> alone) {}

  /** One repetition under load. */
  private record Trip(Figure figure, double cpuSeconds) {
    double perCpuSecond() {
      return figure.count() / cpuSeconds;
    }
  }

  SideBySide(LocalNode node, int clients, WarmUp warmUp, Duration each, Stages stages) {
    this.warmUp = warmUp;
    this.node = node;
    this.clients = clients;
    this.each = each;
    this.stages = stages;
  }

  void add(Contender contender, Path folder) throws IOException, InterruptedException {
    Responder responder = contender.start(node.wsUri(), folder);
    entrants.put(
        contender,
        new Entrant(
            responder,
            load(responder, clients),
            load(responder, 1),
            warmUp.begin(),
            new ArrayList<>(),
            new ArrayList<>()));
  }

  /**
   * In turns, as they are measured, each until its round trips have got no cheaper for a while and
   * its compilers have little to do.
   */
  void warmUp() throws InterruptedException {
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<Contender, Entrant> entry : entrants.entrySet()) {
        Entrant entrant = entry.getValue();
        if (!entrant.warming().enough()) {
          stages.stage(entry.getKey().title());
          warm(entrant);
          more = true;
        }
      }
    }
    for (Entrant entrant : entrants.values()) {
      entrant.one().measure(each.dividedBy(2));
    }
  }

  private void warm(Entrant entrant) throws InterruptedException {
    AtomicBoolean compiling = new AtomicBoolean();
    entrant
        .warming()
        .round(
            time -> {
              Duration before = entrant.responder().compilersCpu();
              Trip trip = trip(entrant, time);
              double used =
                  CpuTime.seconds(entrant.responder().compilersCpu().minus(before).toNanos());
              compiling.set(used > MOST_COMPILING * trip.cpuSeconds());
              return 1 / trip.perCpuSecond();
            },
            () -> !compiling.get());
  }

  private PingLoad load(Responder responder, int underWay) throws InterruptedException {
    return new PingLoad(node.wsUri(), node.adminUri(), responder.wallet(), underWay, TEXT_LENGTH);
  }

  private static Trip trip(Entrant entrant, Duration time) throws InterruptedException {
    Duration before = entrant.responder().cpu();
    Figure figure = entrant.many().measure(time);
    Duration used = entrant.responder().cpu().minus(before);
    return new Trip(figure, Math.max(CpuTime.seconds(used.toNanos()), SHORTEST_CPU_SECONDS));
  }

  /** One repetition of everybody. */
  void measure() throws InterruptedException {
    for (Map.Entry<Contender, Entrant> entry : entrants.entrySet()) {
      stages.stage(entry.getKey().title());
      Entrant entrant = entry.getValue();
      entrant.busy().add(trip(entrant, each));
      entrant.alone().add(entrant.one().measure(each.dividedBy(2)));
    }
  }

  Report report(Map<String, String> circumstances) {
    FigureTable table =
        FigureTable.of(
            "Round trips",
            "who answers",
            Measure.high("per second", ""),
            Measure.high("per CPU second", ""),
            Measure.low("p50", "ms"),
            Measure.low("p99", "ms"),
            Measure.low("p50 alone", "ms"),
            Measure.low("p99 alone", "ms"));
    Map<String, Long> problems = new TreeMap<>();
    for (Map.Entry<Contender, Entrant> entry : entrants.entrySet()) {
      Entrant entrant = entry.getValue();
      String name = entry.getKey().title();
      table =
          table.with(
              Row.of(
                  name,
                  samples(entrant.busy(), trip -> trip.figure().perSecond()),
                  samples(entrant.busy(), Trip::perCpuSecond),
                  samples(entrant.busy(), trip -> trip.figure().p50Ms()),
                  samples(entrant.busy(), trip -> trip.figure().p99Ms()),
                  samples(entrant.alone(), Figure::p50Ms),
                  samples(entrant.alone(), Figure::p99Ms)));
      entrant
          .busy()
          .getLast()
          .figure()
          .errors()
          .forEach((text, times) -> problems.merge(name + ": " + text, times, Long::sum));
      entrant
          .alone()
          .getLast()
          .errors()
          .forEach((text, times) -> problems.merge(name + ": " + text, times, Long::sum));
    }
    return new Report(
        "typescript",
        "Ping-pong in Croupier and in Node.js",
        circumstances,
        List.of(table.drawn(new Plot(Plot.Kind.BARS, List.of("per CPU second"), true)), ratios()),
        List.of(
            aim("both verify the sender", WANTED_VERIFYING, Contender.NODE_VERIFYING),
            aim("only Croupier verifies", WANTED_PLAIN, Contender.NODE_PLAIN)),
        problems);
  }

  private FigureTable ratios() {
    FigureTable table =
        FigureTable.of(
            "Croupier as a multiple of Node.js, run by run",
            "",
            Measure.high("round trips per second", ""),
            Measure.high("round trips per CPU second", ""));
    for (Contender croupier : List.of(Contender.CROUPIER_DURABLE, Contender.CROUPIER_OFF)) {
      for (Contender other : List.of(Contender.NODE_PLAIN, Contender.NODE_VERIFYING)) {
        table =
            table.with(
                Row.of(
                    croupier.title() + " / " + other.title(),
                    ratio(croupier, other, trip -> trip.figure().perSecond()),
                    ratio(croupier, other, Trip::perCpuSecond)));
      }
    }
    return table;
  }

  private Aim aim(String name, double wanted, Contender other) {
    return new Aim(
        "round trips per CPU second, Croupier (durable) to Node.js, " + name,
        "times",
        wanted,
        Better.HIGHER,
        ratio(Contender.CROUPIER_DURABLE, other, Trip::perCpuSecond).median(),
        "");
  }

  private Samples ratio(Contender a, Contender b, ToDoubleFunction<Trip> value) {
    Entrant first = entrants.get(a);
    Entrant second = entrants.get(b);
    if (first == null || second == null) {
      return Samples.NONE;
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.busy().size(); i++) {
      ratios.add(
          value.applyAsDouble(first.busy().get(i)) / value.applyAsDouble(second.busy().get(i)));
    }
    return new Samples(ratios);
  }

  private static <T> Samples samples(List<T> repetitions, ToDoubleFunction<T> value) {
    return Samples.of(repetitions.stream().mapToDouble(value).toArray());
  }

  @Override
  public void close() {
    for (Entrant entrant : entrants.values()) {
      entrant.many().close();
      entrant.one().close();
      entrant.responder().close();
    }
  }
}
