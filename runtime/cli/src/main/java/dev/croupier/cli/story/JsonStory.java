package dev.croupier.cli.story;

import dev.croupier.host.HostEvent;
import dev.croupier.host.HostListener;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Prints each event as one JSON object per line, {@code event} naming its kind. */
public final class JsonStory implements HostListener {
  private static final String MESSAGE_DATA = "dataJson";
  private static final JsonMapper MAPPER = JsonMapper.builder().addModule(values()).build();

  private final PrintStream out;

  /**
   * @param out where the lines go
   */
  public JsonStory(PrintStream out) {
    this.out = out;
  }

  private static JacksonModule values() {
    SimpleModule module = new SimpleModule("croupier-values");
    for (Class<?> type :
        new Class<?>[] {Address.class, Amount.class, Hash32.class, SessionId.class}) {
      module.addSerializer(type, new ToStringSerializer(type));
    }
    return module;
  }

  @Override
  public void on(HostEvent event) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("event", kind(event));
    ObjectNode members = MAPPER.valueToTree(event);
    members.properties().forEach(member -> line.set(member.getKey(), member.getValue()));
    JsonNode data = line.remove(MESSAGE_DATA);
    if (data != null) {
      line.set("data", MAPPER.readTree(data.asString()));
    }
    out.println(MAPPER.writeValueAsString(line));
  }

  /** {@code SessionCreated} becomes {@code session-created}. */
  private static String kind(HostEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
