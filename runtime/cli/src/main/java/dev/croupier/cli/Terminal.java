package dev.croupier.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where commands print, people's text in colour where that is wanted, or JSON lines; and where they
 * ask.
 */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Questions questions;
  private final boolean person;
  private final boolean colours;

  /**
   * A terminal that asks at the process's own console.
   *
   * @param out what was asked for
   * @param err everything else
   * @param environment {@code NO_COLOR} switches colours off, {@code CLICOLOR_FORCE} on
   */
  Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
    this(
        out,
        err,
        environment,
        console().<Questions>map(ConsoleQuestions::new).orElse(Questions.NOBODY));
  }

  /**
   * @param out what was asked for
   * @param err everything else
   * @param environment as above
   * @param questions how to ask
   */
  Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Questions questions) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.questions = questions;
    this.person = console().isPresent();
    this.colours =
        !environment.containsKey("NO_COLOR")
            && (person || environment.containsKey("CLICOLOR_FORCE"));
  }

  /** Some releases have a console even where nobody sits at it, others have none. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  PrintStream out() {
    return out;
  }

  /**
   * @return how to ask the person at the terminal
   */
  public Questions questions() {
    return questions;
  }

  /**
   * Asks whether to go on.
   *
   * @param question a question
   * @return whether the answer was yes, empty if nobody is there to be asked
   */
  public Optional<Boolean> agreed(String question) {
    return questions
        .line(question + " [yes/no]")
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
        .map(answer -> answer.equals("yes") || answer.equals("y"));
  }

  /**
   * Says something beside what was asked for: on the error stream, in plain words.
   *
   * @param text a line
   */
  public void note(String text) {
    err.println(text);
  }

  PrintStream err() {
    return err;
  }

  /**
   * @return the process's environment variables
   */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * @param text a line of what was asked for
   */
  public void line(String text) {
    out.println(text);
  }

  /**
   * @return whether somebody watches, so that a line may be written over
   */
  public boolean person() {
    return person;
  }

  /**
   * Writes over the line on which a person sees how something gets on.
   *
   * @param text the line, {@code ""} to let it go
   */
  public void over(String text) {
    err.print("\r\033[K" + text);
    err.flush();
  }

  void error(String text) {
    err.println(colour("31", "croupier: ") + text);
  }

  void defect(Throwable error) {
    err.println(colour("31", "croupier: ") + "internal error, please report it: " + error);
    error.printStackTrace(err);
  }

  /**
   * @param text any text
   * @return the same, bold where colours are wanted
   */
  public String bold(String text) {
    return colour("1", text);
  }

  /**
   * @param text any text
   * @return the same, dim where colours are wanted
   */
  public String dim(String text) {
    return colour("2", text);
  }

  /**
   * @param text any text
   * @return the same, green where colours are wanted
   */
  public String green(String text) {
    return colour("32", text);
  }

  /**
   * @param text any text
   * @return the same, red where colours are wanted
   */
  public String red(String text) {
    return colour("31", text);
  }

  /**
   * @param text any text
   * @return the same, cyan where colours are wanted
   */
  public String cyan(String text) {
    return colour("36", text);
  }

  private String colour(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
