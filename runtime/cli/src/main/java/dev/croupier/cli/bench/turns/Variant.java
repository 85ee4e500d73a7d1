package dev.croupier.cli.bench.turns;

import dev.croupier.cli.bench.memory.BenchApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One way to run turns.
 *
 * @param app script or plugin
 * @param dataBytes size of each message's data
 * @param journal how turns are kept
 * @param nativeSigner whether the native library signs
 * @param seats seats of the host, each with a thread of its own
 */
record Variant(BenchApp app, int dataBytes, JournalKind journal, boolean nativeSigner, int seats) {
  /** A small message. */
  static final int SMALL = 300;

  /** A large one. */
  static final int LARGE = 4_096;

  /** How turns are kept. */
  enum JournalKind {
    /** Not on disk. */
    OFF,
    /** Handed to the operating system. */
    FAST,
    /** Synced to the disk before anything leaves. */
    DURABLE
  }

  /** What runs in a process whose JavaScript is compiled, or is as fast as it gets here. */
  static List<Variant> all(int cores) {
    List<Variant> all = new ArrayList<>();
    for (JournalKind journal : JournalKind.values()) {
      all.add(new Variant(BenchApp.SCRIPT, SMALL, journal, true, 1));
    }
    for (JournalKind journal : JournalKind.values()) {
      all.add(new Variant(BenchApp.SCRIPT, LARGE, journal, true, 1));
    }
    all.add(new Variant(BenchApp.SCRIPT, SMALL, JournalKind.OFF, true, cores));
    all.add(new Variant(BenchApp.SCRIPT, SMALL, JournalKind.DURABLE, true, cores));
    all.add(new Variant(BenchApp.SCRIPT, SMALL, JournalKind.OFF, false, 1));
    all.add(new Variant(BenchApp.SCRIPT, LARGE, JournalKind.OFF, false, 1));
    for (JournalKind journal : JournalKind.values()) {
      all.add(new Variant(BenchApp.PLUGIN, SMALL, journal, true, 1));
    }
    all.add(new Variant(BenchApp.PLUGIN, LARGE, JournalKind.OFF, true, 1));
    return all;
  }

  /** What is measured a second time where JavaScript is interpreted. */
  static List<Variant> interpreted() {
    return List.of(
        new Variant(BenchApp.SCRIPT, SMALL, JournalKind.OFF, true, 1),
        new Variant(BenchApp.SCRIPT, LARGE, JournalKind.OFF, true, 1));
  }

  /** A row's name. */
  String name(String jsMode) {
    return (app == BenchApp.SCRIPT ? "JavaScript " + jsMode : "Java plugin")
        + ", "
        + (dataBytes == SMALL ? "300 B" : "4 KB")
        + ", journal "
        + journal.name().toLowerCase(Locale.ROOT)
        + (nativeSigner ? "" : ", signer in Java")
        + (seats == 1 ? "" : ", " + seats + " seats");
  }
}
