package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole of {@code croupier.yaml}. Missing members have their defaults filled in.
 *
 * @param node which node the seats connect to; default the embedded one
 * @param data the folder for the journal, relative to the file; {@code memory} keeps nothing;
 *     default {@code .croupier/data}
 * @param until when a run ends; default never
 * @param seats the seats by name, at least one
 * @param limits bounds of queues, sizes and times
 */
public record CroupierConfig(
    NodeSection node,
    String data,
    Until until,
    Map<String, SeatSection> seats,
    LimitsSection limits) {

  /** The value of {@code data} that keeps the journal in memory. */
  public static final String IN_MEMORY = "memory";

  static final String DEFAULT_DATA = ".croupier/data";

  /** Keeps the seats in the order of the file. */
  public CroupierConfig {
    seats = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seats));
  }

  @JsonCreator
  static CroupierConfig of(
      @JsonProperty("node") @Nullable NodeSection node,
      @JsonProperty("data") @Nullable String data,
      @JsonProperty("until") @Nullable Until until,
      @JsonProperty("seats") @Nullable Map<String, SeatSection> seats,
      @JsonProperty("limits") @Nullable LimitsSection limits) {
    return new CroupierConfig(
        node == null ? NodeSection.EMBEDDED : node,
        data == null ? DEFAULT_DATA : data,
        until == null ? Until.STOPPED : until,
        seats == null ? Map.of() : seats,
        limits == null ? LimitsSection.DEFAULTS : limits);
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
