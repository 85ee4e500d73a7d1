package dev.croupier.cli.bench.node;

/** A request whose answer ends an operation. */
class Asked implements NodeLink.Answer {
  private final Probe probe;

  Asked(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void ok(NodeFrame frame) {
    probe.happened();
    probe.end();
  }

  @Override
  public final void refused(String text) {
    probe.fail(text);
  }
}
