package dev.croupier.cli;

import dev.croupier.testkit.script.TestResult;
import java.util.List;

/** Tells how tests go. */
interface TestReport {

  /** A file's tests are about to run. */
  void file(String name);

  /** A test wrote to the console. */
  void printed(String line);

  /** A test has ended. */
  void ended(TestResult result);

  /** All have ended. */
  void summary(List<TestResult> results, long nanos);
}
