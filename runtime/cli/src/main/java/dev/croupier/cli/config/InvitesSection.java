package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for a seat's signature. Written as {@code always}, {@code never}, {@code ask} or
 * {@code {from: [names or addresses]}}. The app's {@code onSessionInvite} is asked after this
 * policy.
 *
 * @param always whether anybody may ask
 * @param ask whether the operator decides on each invite, before the app
 * @param from who may ask otherwise: seats, contacts or addresses
 */
public record InvitesSection(boolean always, boolean ask, List<String> from) {

  /** Nobody may ask. */
  public static final InvitesSection NEVER = new InvitesSection(false, false, List.of());

  /** Copies the list. */
  public InvitesSection {
    from = List.copyOf(from);
  }

  @JsonCreator
  static InvitesSection ofText(String text) {
    return switch (text) {
      case "always" -> new InvitesSection(true, false, List.of());
      case "ask" -> new InvitesSection(false, true, List.of());
      case "never" -> NEVER;
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is none of always, never, ask, {from: […]}");
    };
  }

  @JsonCreator
  static InvitesSection of(@JsonProperty("from") @Nullable List<String> from) {
    return new InvitesSection(false, false, from == null ? List.of() : from);
  }
}
