package dev.croupier.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
public interface Questions {

  /** Nobody is there to be asked. */
  Questions NOBODY =
      new Questions() {
        @Override
        public Optional<String> line(String prompt) {
          return Optional.empty();
        }

        @Override
        public Optional<String> secret(String prompt) {
          return Optional.empty();
        }
      };

  /**
   * @param prompt what to ask
   * @return the answer, empty if nobody is there or the input has ended
   */
  Optional<String> line(String prompt);

  /**
   * Asks for something that is not shown while it is typed.
   *
   * @param prompt what to ask
   * @return the answer, empty if nobody is there or the input has ended
   */
  Optional<String> secret(String prompt);
}
