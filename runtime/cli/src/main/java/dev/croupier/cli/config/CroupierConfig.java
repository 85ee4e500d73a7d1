package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.croupier.host.journal.JournalMode;
import dev.croupier.host.journal.Retention;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole of {@code croupier.yaml}. Missing members have their defaults filled in.
 *
 * @param node which node the seats connect to; default the embedded one
 * @param relay the relay service that carries messages; empty leaves that to the node; default
 *     empty
 * @param data the folder for the journal, relative to the file; {@code memory} keeps nothing;
 *     default {@code .croupier/data}
 * @param journal when a turn counts as recorded; default when it is synced to the disk
 * @param journalDays how long the journal keeps what no restart needs any more; default 30 days
 * @param until when a run ends; default never
 * @param seats the seats by name, at least one
 * @param limits bounds of queues, sizes and times
 */
public record CroupierConfig(
    NodeSection node,
    Optional<RelaySection> relay,
    String data,
    JournalMode journal,
    int journalDays,
    Until until,
    Map<String, SeatSection> seats,
    LimitsSection limits) {

  /** The value of {@code data} that keeps the journal in memory. */
  public static final String IN_MEMORY = "memory";

  /** A hundred years; times beyond have no number. */
  static final int MOST_JOURNAL_DAYS = 36_500;

  static final String DEFAULT_DATA = ".croupier/data";

  /** Keeps the seats in the order of the file. */
  public CroupierConfig {
    seats = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seats));
  }

  @JsonCreator
  static CroupierConfig of(
      @JsonProperty("node") @Nullable NodeSection node,
      @JsonProperty("relay") @Nullable RelaySection relay,
      @JsonProperty("data") @Nullable String data,
      @JsonProperty("journal") @Nullable Journal journal,
      @JsonProperty("journal-days") @Nullable Integer journalDays,
      @JsonProperty("until") @Nullable Until until,
      @JsonProperty("seats") @Nullable Map<String, SeatSection> seats,
      @JsonProperty("limits") @Nullable LimitsSection limits) {
    return new CroupierConfig(
        node == null ? NodeSection.EMBEDDED : node,
        Optional.ofNullable(relay),
        data == null ? DEFAULT_DATA : data,
        journal == Journal.FAST ? JournalMode.FAST : JournalMode.DURABLE,
        journalDays == null ? Retention.DEFAULT_DAYS : journalDays,
        until == null ? Until.STOPPED : until,
        seats == null ? Map.of() : seats,
        limits == null ? LimitsSection.DEFAULTS : limits);
  }

  /** The words for journal modes. */
  enum Journal {
    @JsonProperty("durable")
    DURABLE,
    @JsonProperty("fast")
    FAST
  }

  /** When {@code croupier run} ends by itself. */
  public enum Until {
    /** Never; it runs until it is interrupted. */
    @JsonProperty("stopped")
    STOPPED,
    /** When at least one session was opened and all are closed. */
    @JsonProperty("settled")
    SETTLED
  }
}
