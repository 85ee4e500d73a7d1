package dev.croupier.worker.pipe;

import dev.croupier.app.MessageTypes;
import dev.croupier.host.engine.AppSource;
import dev.croupier.host.turn.json.JsonText;
import dev.croupier.host.turn.json.OutcomeJson;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The written form of what host and worker say: JSON objects whose {@code say} names the kind. */
public final class Messages {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SAY = "say";
  private static final String CHANNEL = "channel";

  private Messages() {}

  /**
   * @param message what the host says
   * @return its written form, UTF-8
   */
  public static byte[] write(ToWorker message) {
    return JsonText.utf8(json -> write(json, message));
  }

  private static void write(JsonGenerator json, ToWorker message) {
    json.writeStartObject();
    switch (message) {
      case ToWorker.Hello hello -> {
        say(json, "hello")
            .writeNumberProperty("version", hello.version())
            .writeStringProperty("engine", hello.engine());
        ValueJson.writeTexts(json, "settings", hello.settings());
      }
      case ToWorker.Load(AppSource source) ->
          say(json, "load")
              .writeStringProperty("reference", source.reference())
              .writeStringProperty("kind", source.kind())
              .writeStringProperty("path", source.path().toString())
              .writeStringProperty("name", source.name());
      case ToWorker.Start start ->
          say(json, "start", start.channel())
              .writeStringProperty("seat", start.seat())
              .writeStringProperty("address", start.address());
      case ToWorker.Run run -> {
        say(json, "run", run.channel()).writeName("turn");
        TurnJson.write(json, run.turn());
      }
      case ToWorker.Answer answer -> {
        say(json, "answer", answer.channel()).writeName("answer");
        QuestionJson.write(json, answer.answer());
      }
      case ToWorker.Where(int channel) -> say(json, "where", channel);
      case ToWorker.Close(int channel) -> say(json, "close", channel);
      case ToWorker.End() -> say(json, "end");
    }
    json.writeEndObject();
  }

  /**
   * @param block what the host wrote
   * @return what it says
   * @throws UnreadableTurnException if it says nothing known
   */
  public static ToWorker readToWorker(byte[] block) {
    JsonNode json = parse(block);
    String say = ValueJson.text(json, SAY);
    return switch (say) {
      case "hello" ->
          new ToWorker.Hello(
              number(json, "version"),
              ValueJson.text(json, "engine"),
              QuestionJson.textsByName(ValueJson.member(json, "settings")));
      case "load" ->
          new ToWorker.Load(
              new AppSource(
                  ValueJson.text(json, "reference"),
                  ValueJson.text(json, "kind"),
                  path(ValueJson.text(json, "path")),
                  ValueJson.text(json, "name")));
      case "start" ->
          new ToWorker.Start(
              number(json, CHANNEL), ValueJson.text(json, "seat"), ValueJson.text(json, "address"));
      case "run" ->
          new ToWorker.Run(number(json, CHANNEL), TurnJson.read(ValueJson.member(json, "turn")));
      case "answer" ->
          new ToWorker.Answer(
              number(json, CHANNEL), QuestionJson.readAnswer(ValueJson.member(json, "answer")));
      case "where" -> new ToWorker.Where(number(json, CHANNEL));
      case "close" -> new ToWorker.Close(number(json, CHANNEL));
      case "end" -> new ToWorker.End();
      default -> throw unknown(say);
    };
  }

  /**
   * @param message what the worker says
   * @return its written form, UTF-8
   */
  public static byte[] write(FromWorker message) {
    return JsonText.utf8(json -> write(json, message));
  }

  private static void write(JsonGenerator json, FromWorker message) {
    json.writeStartObject();
    switch (message) {
      case FromWorker.Hello(int version) ->
          say(json, "hello").writeNumberProperty("version", version);
      case FromWorker.Loaded loaded -> {
        say(json, "loaded")
            .writeStringProperty("name", loaded.name())
            .writeStringProperty("codeHash", loaded.codeHash())
            .writeStringProperty("version", loaded.version())
            .writeStringProperty("messagesFrom", loaded.messages().source())
            .writeStringProperty("messages", loaded.messages().json());
        ValueJson.writeTexts(json, "files", loaded.fileHashes());
        ValueJson.writeTexts(json, "watched", loaded.watched());
      }
      case FromWorker.NotLoaded notLoaded -> {
        say(json, "notLoaded")
            .writeStringProperty("location", notLoaded.location())
            .writeStringProperty("reason", notLoaded.reason());
        ValueJson.writeTexts(json, "watched", notLoaded.watched());
      }
      case FromWorker.Started(int channel) -> say(json, "started", channel);
      case FromWorker.NotStarted(int channel, String location, String reason) ->
          say(json, "notStarted", channel)
              .writeStringProperty("location", location)
              .writeStringProperty("reason", reason);
      case FromWorker.Ask ask -> {
        say(json, "ask", ask.channel()).writeName("question");
        QuestionJson.write(json, ask.question());
      }
      case FromWorker.Outcome outcome -> {
        say(json, "outcome", outcome.channel()).writeName("outcome");
        OutcomeJson.write(json, outcome.outcome());
      }
      case FromWorker.Whereabouts(int channel, String location, long cpuMs) ->
          say(json, "whereabouts", channel)
              .writeStringProperty("location", location)
              .writeNumberProperty("cpuMs", cpuMs);
    }
    json.writeEndObject();
  }

  /**
   * @param block what the worker wrote
   * @return what it says
   * @throws UnreadableTurnException if it says nothing known
   */
  public static FromWorker readFromWorker(byte[] block) {
    JsonNode json = parse(block);
    String say = ValueJson.text(json, SAY);
    return switch (say) {
      case "hello" -> new FromWorker.Hello(number(json, "version"));
      case "loaded" ->
          new FromWorker.Loaded(
              ValueJson.text(json, "name"),
              ValueJson.text(json, "codeHash"),
              ValueJson.text(json, "version"),
              new MessageTypes(
                  ValueJson.text(json, "messagesFrom"), ValueJson.text(json, "messages")),
              QuestionJson.textsByName(ValueJson.member(json, "files")),
              ValueJson.texts(json, "watched"));
      case "notLoaded" ->
          new FromWorker.NotLoaded(
              ValueJson.text(json, "location"),
              ValueJson.text(json, "reason"),
              ValueJson.texts(json, "watched"));
      case "started" -> new FromWorker.Started(number(json, CHANNEL));
      case "notStarted" ->
          new FromWorker.NotStarted(
              number(json, CHANNEL),
              ValueJson.text(json, "location"),
              ValueJson.text(json, "reason"));
      case "ask" ->
          new FromWorker.Ask(
              number(json, CHANNEL), QuestionJson.readQuestion(ValueJson.member(json, "question")));
      case "outcome" ->
          new FromWorker.Outcome(
              number(json, CHANNEL), OutcomeJson.read(ValueJson.member(json, "outcome")));
      case "whereabouts" ->
          new FromWorker.Whereabouts(
              number(json, CHANNEL),
              ValueJson.text(json, "location"),
              ValueJson.number(json, "cpuMs"));
      default -> throw unknown(say);
    };
  }

  private static JsonGenerator say(JsonGenerator json, String what) {
    return json.writeStringProperty(SAY, what);
  }

  private static JsonGenerator say(JsonGenerator json, String what, int channel) {
    return say(json, what).writeNumberProperty(CHANNEL, channel);
  }

  private static UnreadableTurnException unknown(String say) {
    return new UnreadableTurnException("message kind \"" + say + "\" is unknown");
  }

  private static JsonNode parse(byte[] block) {
    try {
      return JSON.readTree(block);
    } catch (JacksonException e) {
      throw new UnreadableTurnException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static int number(JsonNode json, String name) {
    long number = ValueJson.number(json, name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new UnreadableTurnException("member \"" + name + "\" is " + number);
    }
    return (int) number;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UnreadableTurnException("\"" + text + "\" is no path", e);
    }
  }
}
