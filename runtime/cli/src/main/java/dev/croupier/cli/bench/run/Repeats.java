package dev.croupier.cli.bench.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long and how often each figure is measured. */
public final class Repeats {
  private static final BigDecimal SHORTEST = new BigDecimal("0.05");
  private static final BigDecimal LONGEST = new BigDecimal(600);
  private static final int MOST = 100;
  private static final int LONGER = 4;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Measured time of each repetition, 0.05 to 600 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private BigDecimal seconds = BigDecimal.ONE;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "How often each figure is measured, 1 to 100; tables show the median (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int repeats = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description =
          "Least load before the first figure, in seconds, 0.05 to 600; it goes on, up to four times as long, until it gets no cheaper (default: a multiple of --seconds). Later rows of turns get a fifth.")
  private @Nullable BigDecimal warmUp;

  /** Made by picocli. */
  public Repeats() {}

  /**
   * @return the measured time of each repetition
   * @throws ParameterException if it is out of range
   */
  public Duration time() {
    return within("--seconds", seconds);
  }

  private Duration within(String option, BigDecimal value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw wrong(option + " " + value + ": must be " + SHORTEST + " to " + LONGEST);
    }
    return Duration.ofMillis(value.movePointRight(3).longValue());
  }

  /**
   * @param times how many times the measured time, unless the command line says how long
   * @return the load before the first figure
   * @throws ParameterException if it is out of range
   */
  public WarmUp warmUp(int times) {
    Duration least = warmUp == null ? time().multipliedBy(times) : within("--warm-up", warmUp);
    return new WarmUp(least, least.multipliedBy(LONGER));
  }

  /**
   * @return how often each figure is measured
   * @throws ParameterException if it is out of range
   */
  public int count() {
    return within("--repeats", repeats, 1, MOST);
  }

  /**
   * Checks another number of the command line.
   *
   * @param option its name
   * @param value its value
   * @param least the least it may be
   * @param most the most it may be
   * @return the value
   * @throws ParameterException if it is out of range
   */
  public int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(option + " " + value + ": must be " + least + " to " + most);
    }
    return value;
  }

  private ParameterException wrong(String text) {
    if (command == null) {
      throw new BenchException(text);
    }
    return new ParameterException(command.commandLine(), text);
  }

  /**
   * @return the same for another command's arguments
   */
  public List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--seconds", seconds.toPlainString(), "--repeats", Integer.toString(repeats)));
    if (warmUp != null) {
      arguments.addAll(List.of("--warm-up", warmUp.toPlainString()));
    }
    return arguments;
  }

  /**
   * @return for people
   */
  public String text() {
    return repeats + " times " + seconds.stripTrailingZeros().toPlainString() + " s a figure";
  }
}
