package dev.croupier.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("allowance", "invites", "node", "seats", "limits", "data", "run", "onAppMessage");

  @ParameterizedTest
  @CsvSource({
    "alowance,allowance",
    "Invites,invites",
    "node_,node",
    "sets,seats",
    "rnu,run",
    "urn,run",
    "onAppMesage,onAppMessage"
  })
  void slip_isFound(String written, String meant) {
    assertThat(Suggestion.closest(written, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "colour", "rum-runner", "nothing of the kind"})
  void whatIsNoSlip_isNot(String written) {
    assertThat(Suggestion.closest(written, KNOWN)).isEmpty();
  }

  @Test
  void distance_countsWhatHasToBeDone_inBothDirections() {
    assertThat(Suggestion.distance("seats", "seats")).isZero();
    assertThat(Suggestion.distance("", "node")).isEqualTo(4);
    assertThat(Suggestion.distance("ab", "ba")).isOne();
    assertThat(Suggestion.distance("node", "NOED")).isOne();
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("sitting", "kitten")).isEqualTo(3);
  }
}
