package dev.croupier.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;

/** Where commands print: people's text in colour where that is wanted, or JSON lines. */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean person;
  private final boolean colours;

  /**
   * @param out what was asked for
   * @param err everything else
   * @param environment {@code NO_COLOR} switches colours off, {@code CLICOLOR_FORCE} on
   */
  @SuppressWarnings("SystemConsoleNull")
  Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    // Some releases have a console even where nobody sits at it, others have none.
    Console console = System.console();
    this.person = console != null && console.isTerminal();
    this.colours =
        !environment.containsKey("NO_COLOR")
            && (person || environment.containsKey("CLICOLOR_FORCE"));
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  Map<String, String> environment() {
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
  boolean person() {
    return person;
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
