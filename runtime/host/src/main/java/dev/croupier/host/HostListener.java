package dev.croupier.host;

/**
 * Hears what happens in a host. Called for one event at a time, on the host's own threads: hand
 * over at once, and do not block.
 */
@FunctionalInterface
public interface HostListener {

  /**
   * @param event what happened
   */
  void on(HostEvent event);
}
