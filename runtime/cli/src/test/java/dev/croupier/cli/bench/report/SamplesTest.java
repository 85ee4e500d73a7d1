package dev.croupier.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void median_isTheMiddle_orBetweenTheTwoMiddleOnes() {
    assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    assertThat(Samples.of(4, 1, 2, 100).median()).isEqualTo(3);
    assertThat(Samples.NONE.median()).isNaN();
  }

  @Test
  void noise_isHalfTheRange_inPercentOfTheMedian() {
    assertThat(Samples.of(90, 100, 110).noisePercent()).isEqualTo(10, within(1e-9));
    assertThat(Samples.of(100).noisePercent()).isZero();
    assertThat(Samples.of(0, 0, 0).noisePercent()).isZero();
  }

  @Test
  void figures_areWrittenWithThreeDigitsThatCount() {
    assertThat(FigureText.number(1_234_567.8)).isEqualTo("1,234,568");
    assertThat(FigureText.number(12.34)).isEqualTo("12.3");
    assertThat(FigureText.number(1.234)).isEqualTo("1.23");
    assertThat(FigureText.number(0.1234)).isEqualTo("0.123");
    assertThat(FigureText.withUnit(5.0, "ms")).isEqualTo("5 ms");
    assertThat(FigureText.withUnit(0.7, "times")).isEqualTo("0.7 times");
    assertThat(FigureText.withUnit(1_500, "ms")).isEqualTo("1,500 ms");
    assertThat(FigureText.cell(Samples.of(90, 100, 110))).isEqualTo("100 ±10%");
  }
}
