package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.CroupierConfig;
import dev.croupier.cli.config.InvitesSection;
import dev.croupier.cli.config.LimitsSection;
import dev.croupier.cli.config.SeatSection;
import dev.croupier.host.CarrierPolicy;
import dev.croupier.host.HostConfig;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.Isolation;
import dev.croupier.host.ProposalPolicy;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.WatchLimits;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.worker.WorkerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the words of {@code croupier.yaml} into what the host and the engines take. */
final class SeatSetup {
  private SeatSetup() {}

  /**
   * @param name the seat's name
   * @param section what the file says of it
   * @param config the whole file, for the names of other seats
   * @return the seat
   * @throws ConfigException if a value cannot be used
   */
  static SeatConfig seat(String name, SeatSection section, CroupierConfig config) {
    String key = "seats." + name;
    Map<String, Address> contacts = new LinkedHashMap<>();
    section
        .contacts()
        .forEach(
            (contact, text) -> contacts.put(contact, address(key + ".contacts." + contact, text)));
    return SeatConfig.of(name, section.app())
        .withApplication(section.application())
        .withInvites(invites(key + ".invites", section.invites(), contacts, config))
        .withProposals(
            section.proposals() == SeatSection.Proposals.NEVER
                ? ProposalPolicy.NEVER
                : ProposalPolicy.APP)
        .withContacts(contacts)
        .withSettings(section.settings().toString())
        .withInstances(section.instances())
        .withIsolation(
            section.isolation() == SeatSection.Isolation.WORKER ? Isolation.WORKER : Isolation.NONE)
        .withCarrier(
            section.carrier() == SeatSection.Carrier.STATES
                ? CarrierPolicy.STATES
                : CarrierPolicy.NONE)
        .withLimits(
            new SpendingLimits(
                Amounts.read(key + ".allowance", section.allowance()),
                Amounts.read(key + ".transfer-limit", section.transferLimit())));
  }

  private static InvitePolicy invites(
      String key, InvitesSection section, Map<String, Address> contacts, CroupierConfig config) {
    if (section.always()) {
      return InvitePolicy.ALWAYS;
    }
    if (section.ask()) {
      return InvitePolicy.ASK;
    }
    for (String who : section.from()) {
      if (!config.seats().containsKey(who) && !contacts.containsKey(who)) {
        address(key + ".from", who);
      }
    }
    return section.from().isEmpty() ? InvitePolicy.NEVER : new InvitePolicy.From(section.from());
  }

  private static Address address(String key, String text) {
    try {
      return Address.parse(text);
    } catch (ProtocolException e) {
      throw new ConfigException(
          key,
          "\""
              + text
              + "\" is no address (0x and 40 hex digits)"
              + (key.endsWith(".from") ? ", no seat and no contact" : ""));
    }
  }

  static HostConfig hostLimits(LimitsSection limits) {
    HostConfig host = HostConfig.DEFAULTS;
    if (limits.mailbox().isPresent()) {
      host = host.withMailboxSize(limits.mailbox().get());
    }
    if (limits.messageBytes().isPresent()) {
      host = host.withMessageBytes(limits.messageBytes().get());
    }
    if (limits.stateBytes().isPresent()) {
      host = host.withStateBytes(limits.stateBytes().get());
    }
    if (limits.inviteMs().isPresent()) {
      host = host.withInviteTimeout(Duration.ofMillis(limits.inviteMs().get()));
    }
    if (limits.reloadLingerMs().isPresent()) {
      host = host.withReloadLinger(Duration.ofMillis(limits.reloadLingerMs().get()));
    }
    if (limits.effectsPerTurn().isPresent()) {
      host = host.withEffectsPerTurn(limits.effectsPerTurn().get());
    }
    if (limits.timersPerSession().isPresent()) {
      host = host.withTimersPerSession(limits.timersPerSession().get());
    }
    if (limits.unsent().isPresent()) {
      host = host.withDelivery(host.delivery().withUnsent(limits.unsent().get()));
    }
    WatchLimits watch = host.watch();
    host =
        host.withWatch(
            new WatchLimits(
                limits.compareSessionsMs().map(Duration::ofMillis).orElse(watch.sessions()),
                limits.watchCloseMs().map(Duration::ofMillis).orElse(watch.close())));
    return host;
  }

  static ScriptLimits scriptLimits(LimitsSection limits) {
    ScriptLimits defaults = ScriptLimits.DEFAULTS;
    return new ScriptLimits(
        limits.turnMs().map(Duration::ofMillis).orElse(defaults.turnTime()),
        limits.loadMs().map(Duration::ofMillis).orElse(defaults.loadTime()),
        limits.turnAllocationMb().map(mb -> (long) mb << 20).orElse(defaults.turnAllocationBytes()),
        limits.effectsPerTurn().orElse(defaults.maxEffects()),
        limits.logLinesPerTurn().orElse(defaults.maxLogLines()),
        limits.messageBytes().orElse(defaults.maxMessageChars()),
        limits.stateBytes().orElse(defaults.maxStateChars()));
  }

  static WorkerSettings workers(LimitsSection limits) {
    ScriptLimits scripts = scriptLimits(limits);
    WorkerSettings defaults = WorkerSettings.DEFAULTS;
    return defaults
        .withHeapMb(limits.workerHeapMb().orElse(defaults.heapMb()))
        .withTurnTime(scripts.turnTime())
        .withLoadTime(scripts.loadTime())
        .withRestarts(
            defaults
                .restarts()
                .withPerMinute(
                    limits.workerRestartsPerMinute().orElse(defaults.restarts().perMinute())))
        .withEngine(ScriptEngine.KIND, scripts.settings());
  }
}
