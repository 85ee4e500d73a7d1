package dev.croupier.protocol.json;

/** The six kinds of JSON value. */
public enum JsonKind {
  OBJECT("object"),
  ARRAY("array"),
  STRING("string"),
  NUMBER("number"),
  BOOLEAN("boolean"),
  NULL("null");

  private final String word;

  JsonKind(String word) {
    this.word = word;
  }

  /** The kind as one lower-case word, for messages. */
  public String word() {
    return word;
  }
}
