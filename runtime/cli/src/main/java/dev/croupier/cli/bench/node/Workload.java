package dev.croupier.cli.bench.node;

import java.util.List;

/** One kind of load, set up and ready to run. */
interface Workload extends AutoCloseable {

  /** What it does, for people. */
  String name();

  /** What one sample is, in the plural. */
  String unit();

  /** Its clients, which work at the same time. */
  List<? extends Lane> lanes();

  /** Closes its connections. */
  @Override
  void close();
}
