package dev.croupier.cli.bench.developer;

import dev.croupier.cli.bench.report.FigureTable;
import dev.croupier.cli.bench.report.Measure;
import dev.croupier.cli.bench.report.Row;
import dev.croupier.cli.bench.report.Samples;
import dev.croupier.cli.bench.run.Stages;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same work in several places, one after the other, again and again: so that each has the same
 * machine, which is now faster and now slower.
 */
final class HeavyWork implements AutoCloseable {
  static final String RATE = "pieces of work per CPU second";

  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  void add(String name, Worker worker) {
    workers.put(name, worker);
    rates.put(name, new ArrayList<>());
  }

  void measure(int repeats, Duration each, Stages stages) throws IOException, InterruptedException {
    for (Map.Entry<String, Worker> entry : workers.entrySet()) {
      stages.stage("warming up " + entry.getKey());
      entry.getValue().warmUp();
    }
    for (int i = 0; i < repeats; i++) {
      for (Map.Entry<String, Worker> entry : workers.entrySet()) {
        stages.stage(entry.getKey());
        rates.getOrDefault(entry.getKey(), List.of()).add(entry.getValue().rate(each));
      }
    }
  }

  FigureTable table() {
    FigureTable table = FigureTable.of("A handler that computes", "where", Measure.high(RATE, ""));
    for (Map.Entry<String, List<Double>> entry : rates.entrySet()) {
      table = table.with(Row.of(entry.getKey(), new Samples(entry.getValue())));
    }
    return table;
  }

  /** One as a multiple of another, repetition by repetition; empty where one is missing. */
  Samples ratio(String name, String other) {
    List<Double> first = rates.getOrDefault(name, List.of());
    List<Double> second = rates.getOrDefault(other, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      ratios.add(first.get(i) / second.get(i));
    }
    return new Samples(ratios);
  }

  @Override
  public void close() throws IOException {
    for (Worker worker : workers.values()) {
      worker.close();
    }
  }
}
