package dev.croupier.testkit.script;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one test.
 *
 * @param file the file, as it was named
 * @param name the test's name; {@code ""} if the file itself could not be read
 * @param place where the test is written, {@code file:line:column}, or {@code ""}
 * @param status what came of it
 * @param took how long it took, of real time
 * @param problem why it failed
 */
public record TestResult(
    String file,
    String name,
    String place,
    Status status,
    Duration took,
    Optional<Problem> problem) {

  /** What can come of a test. */
  public enum Status {
    /** It ended well. */
    PASSED,
    /** It threw, or an app failed in it. */
    FAILED,
    /** It was not run. */
    SKIPPED
  }

  /**
   * Why a test failed.
   *
   * @param message what was thrown
   * @param place where in the author's files, or {@code ""}
   * @param trace the author's part of the stack, lines separated by {@code \n}
   * @param expected what an expectation wanted, as people read values
   * @param actual what was there instead
   * @param transcript what happened at the test's tables
   */
  public record Problem(
      String message,
      String place,
      String trace,
      Optional<String> expected,
      Optional<String> actual,
      String transcript) {}
}
