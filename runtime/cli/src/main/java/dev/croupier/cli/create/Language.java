package dev.croupier.cli.create;

import java.util.List;

/** What a new app is written in. */
public enum Language {
  /** JavaScript, checked by an editor through JSDoc. */
  JS,
  /** TypeScript. */
  TS,
  /** A plugin in Java, built by Maven. */
  JAVA;

  /**
   * @return the files of the template, with slashes, in the order people should look at them
   */
  List<String> templates() {
    return switch (this) {
      case JS ->
          List.of(
              "__name__.js",
              "bot.js",
              "__name__.schema.json",
              "__name__.test.js",
              "croupier.yaml",
              "jsconfig.json",
              "README.md");
      case TS ->
          List.of(
              "__name__.ts",
              "bot.ts",
              "__name__.schema.json",
              "__name__.test.ts",
              "croupier.yaml",
              "tsconfig.json",
              "README.md");
      case JAVA ->
          List.of(
              "src/main/java/__package__/DealerApp.java",
              "src/main/java/__package__/BotApp.java",
              "src/main/java/__package__/Ready.java",
              "src/main/java/__package__/Guess.java",
              "src/main/java/__package__/Hint.java",
              "src/main/resources/__name__.schema.json",
              "src/test/java/__package__/GameTest.java",
              "src/test/java/__package__/TableInMemory.java",
              "croupier.yaml",
              "pom.xml",
              "README.md");
    };
  }
}
