package dev.croupier.tictactoe;

/** What a player puts into cells; x begins. */
public enum Mark {
  /** Of the one that opened the session. */
  X,
  /** Of the one that joined. */
  O;

  /**
   * @return the opponent's
   */
  public Mark other() {
    return this == X ? O : X;
  }
}
