package dev.croupier.cli.bench.turns;

import dev.croupier.cli.bench.memory.BenchApp;
import dev.croupier.cli.bench.memory.ClosedLoad;
import dev.croupier.cli.bench.memory.ClosedLoad.Counted;
import dev.croupier.cli.bench.memory.CountingCurve;
import dev.croupier.cli.bench.memory.HostUnderLoad;
import dev.croupier.cli.bench.memory.World;
import dev.croupier.cli.bench.run.Folder;
import dev.croupier.cli.bench.run.Stages;
import dev.croupier.cli.bench.turns.Variant.JournalKind;
import dev.croupier.host.engine.AppEngine;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.MemoryJournal;
import dev.croupier.host.journal.SqliteJournal;
import dev.croupier.plugin.PluginEngine;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Loads a host in this process and counts turns. Between the repetitions it measures the signer
 * alone, so that both have the same machine.
 */
final class TurnBench implements AutoCloseable {
  /** In memory: few, so that keeping them costs nothing. */
  private static final int RECORDS_KEPT = 100;

  private final TurnSettings settings;
  private final Stages stages;
  private final ScriptEngine scripts = new ScriptEngine(ScriptLimits.DEFAULTS);
  private final PluginEngine plugins = PluginEngine.create();
  private final Map<String, Long> problems = new TreeMap<>();
  private final Set<BenchApp> warm = EnumSet.noneOf(BenchApp.class);

  TurnBench(TurnSettings settings, Stages stages) {
    this.settings = settings;
    this.stages = stages;
  }

  /** {@code compiled} or {@code interpreted}. */
  String jsMode() {
    return scripts.jsMode();
  }

  /** What went wrong, and how often. */
  Map<String, Long> problems() {
    return problems;
  }

  /**
   * One repetition of a figure.
   *
   * @param counted what the host did
   * @param signatures how many signatures it made
   * @param checks how many it checked
   * @param signer what they cost alone
   */
  record Repetition(Counted counted, long signatures, long checks, SignerAlone.Cost signer) {

    /** Checking one signature and making one, as a share of what the host needed per turn. */
    double shareOfSignerPercent() {
      return signer.pairNanos() / 1e3 / counted.cpuMicros() * 100;
    }

    /** All signatures that a turn takes here, as a share of what the host needed per turn. */
    double shareOfSignaturesPercent() {
      double nanos = signatures * signer.signNanos() + checks * signer.verifyNanos();
      return nanos / counted.hostNanos() * 100;
    }

    double checksPerTurn() {
      return checks / (double) counted.turns();
    }

    double signaturesPerTurn() {
      return signatures / (double) counted.turns();
    }
  }

  List<Repetition> measure(Variant variant) throws IOException, InterruptedException {
    Secp256k1 plain = variant.nativeSigner() ? Secp256k1.best() : Secp256k1.bouncyCastle();
    CountingCurve curve = new CountingCurve(plain);
    SignerAlone alone = new SignerAlone(plain);
    World.Size size = new World.Size(variant.seats(), settings.sessions(), 2, variant.dataBytes());
    try (Folder folder = Folder.temporary();
        World world = World.of(size, curve);
        Journal journal = journal(variant.journal(), folder.path())) {
      String app = variant.app().write(folder.path());
      var parts =
          new HostUnderLoad.Parts(folder.path(), app, "{}", engine(variant.app()), curve, journal);
      try (HostUnderLoad _ = HostUnderLoad.start(world, parts)) {
        List<Repetition> repetitions = load(world, variant, curve, alone);
        world.problems().addTo(problems);
        return repetitions;
      }
    }
  }

  private List<Repetition> load(
      World world, Variant variant, CountingCurve curve, SignerAlone alone)
      throws InterruptedException {
    ClosedLoad load = new ClosedLoad(world, settings.sessions(), variant.dataBytes());
    stages.stage("warming up");
    load.warmUp(warm.add(variant.app()) ? settings.firstWarmUp() : settings.warmUp());
    alone.measure(settings.perRepetition().dividedBy(4));
    List<Repetition> repetitions = new ArrayList<>();
    for (int i = 1; i <= settings.repeats(); i++) {
      stages.stage("measuring, " + i);
      long signed = curve.signed();
      long checked = curve.checked();
      Counted counted = load.run(settings.perRepetition());
      repetitions.add(
          new Repetition(
              counted,
              curve.signed() - signed,
              curve.checked() - checked,
              alone.measure(settings.perRepetition().dividedBy(4))));
    }
    return repetitions;
  }

  private AppEngine engine(BenchApp app) {
    return switch (app) {
      case SCRIPT -> scripts;
      case PLUGIN -> plugins;
    };
  }

  private static Journal journal(JournalKind kind, Path folder) {
    Path file = folder.resolve("journal.db");
    return switch (kind) {
      case OFF -> new MemoryJournal(RECORDS_KEPT);
      case FAST -> SqliteJournal.open(file, JournalMode.FAST);
      case DURABLE -> SqliteJournal.open(file, JournalMode.DURABLE);
    };
  }

  @Override
  public void close() {
    plugins.close();
    scripts.close();
  }
}
