package dev.croupier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
  private static final int USAGE = 2;

  @ParameterizedTest
  @CsvSource({
    "rnu, rnu, croupier run",
    "bench trns, trns, croupier bench turns",
    "keys lst, lst, croupier keys list",
    "run --cnofig a.yaml, --cnofig, croupier run --config",
  })
  void slip_isAnsweredWithTheRightName(String arguments, String wrong, String right) {
    Shell.Ended ended = new Shell().run(arguments.split(" "));

    assertThat(ended.exitCode()).isEqualTo(USAGE);
    assertThat(ended.err().lines())
        .hasSize(2)
        .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains(wrong);
    assertThat(ended.err()).endsWith("Did you mean: " + right + "?\n");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void whatNobodyCanMean_isAnsweredWithTheUsage() {
    Shell.Ended ended = new Shell().run("gamble");

    assertThat(ended.exitCode()).isEqualTo(USAGE);
    assertThat(ended.err()).contains("gamble", "Usage: croupier", "completion");
    assertThat(ended.err()).doesNotContain("Did you mean");
  }
}
