package dev.croupier.app;

/** A timer that ran out. */
public interface Timer {

  /**
   * @return the name it was set under
   */
  String name();

  /**
   * @return the data it was set with, as JSON text
   */
  String json();

  /**
   * Reads the data back into a type of the app.
   *
   * @param <T> the type
   * @param type the type's class, usually the one it was set with
   * @return the value
   * @throws ValueMappingException if the data does not fit the type
   */
  <T> T as(Class<T> type);
}
