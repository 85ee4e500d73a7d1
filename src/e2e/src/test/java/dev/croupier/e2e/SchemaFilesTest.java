package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.ConfigReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What editors are told about files, and what is read from them, are the same. */
class SchemaFilesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonNode DOCUMENT =
      JsonMapper.shared().readTree(Project.text("schemas/croupier.schema.json"));
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DOCUMENT);

  /** The maps of {@code croupier.yaml} whose keys are fixed. */
  private enum Section {
    TOP("/properties", "%s\nseats: { bot: { app: x } }"),
    NODE("/properties/node/oneOf/1/properties", "node: { %s }\nseats: { bot: { app: x } }"),
    RELAY(
        "/properties/relay/oneOf/1/properties",
        "relay: { url: \"ws://x\", %s }\nseats: { bot: { app: x } }"),
    LIMITS("/properties/limits/properties", "limits: { %s }\nseats: { bot: { app: x } }"),
    SEAT("/$defs/seat/properties", "seats: { bot: { app: x, %s } }"),
    WALLET("/$defs/seat/properties/wallet/oneOf", "seats: { bot: { app: x, wallet: { %s } } }"),
    INVITES(
        "/$defs/seat/properties/invites/oneOf/1/properties",
        "seats: { bot: { app: x, invites: { %s } } }");

    private final String pointer;
    private final String file;

    Section(String pointer, String file) {
      this.pointer = pointer;
      this.file = file;
    }

    String with(String member) {
      return file.formatted(member);
    }

    Set<String> inSchema() {
      Set<String> names = new TreeSet<>();
      JsonNode found = DOCUMENT.at(pointer);
      assertThat(found.isMissingNode()).as(pointer).isFalse();
      if (found.isArray()) {
        for (JsonNode form : found) {
          names.addAll(form.path("properties").propertyNames());
        }
      } else {
        names.addAll(found.propertyNames());
      }
      return names;
    }
  }

  @Test
  void pingPong_isOneSchema_forScriptsAndPlugins() throws Exception {
    assertThat(Files.readAllBytes(Project.file("scripts/ping-pong/ping-pong.schema.json")))
        .isEqualTo(Files.readAllBytes(Project.file("schemas/ping-pong.schema.json")));
  }

  @Test
  void croupierYaml_fitsItsSchema() {
    assertThat(mistakes(Project.text("croupier.yaml"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keys_ofTheSchema_areThoseTheReaderKnows(Section section) {
    String nonsense = section.with("qqqqqqqqqqqqqqqqqqqq: 1");

    assertThat(mistakes(nonsense)).isNotEmpty();
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> ConfigReader.parse("f.yaml", nonsense));
    assertThat(refused).isNotNull();
    assertThat(refused.problem()).contains("unknown key", "qqqqqqqqqqqqqqqqqqqq", "known here: ");
    String known = refused.problem().substring(refused.problem().indexOf("known here: ") + 12);
    assertThat(new TreeSet<>(List.of(known.split(", ")))).isEqualTo(section.inSchema());
  }

  @Test
  void valuesTheSchemaRefuses_areRefusedByTheReader() {
    for (String broken :
        List.of(
            "seats: {}",
            "journal: sometimes\nseats: { bot: { app: x } }",
            "journal-days: -1\nseats: { bot: { app: x } }",
            "until: never\nseats: { bot: { app: x } }",
            "node: { port: many }\nseats: { bot: { app: x } }",
            "relay: { address: \"0x0000000000000000000000000000000000000001\" }\nseats: { bot: { app: x } }",
            "limits: { mailbox: 0 }\nseats: { bot: { app: x } }",
            "seats: { bot: { wallet: development } }",
            "seats: { bot: { app: x, wallet: somewhere } }",
            "seats: { bot: { app: x, carrier: pigeon } }",
            "seats: { bot: { app: x, invites: sometimes } }")) {
      assertThat(mistakes(broken)).as(broken).isNotEmpty();
      assertThatExceptionOfType(ConfigException.class)
          .as(broken)
          .isThrownBy(() -> ConfigReader.parse("f.yaml", broken));
    }
  }

  private static List<String> mistakes(String yaml) {
    List<String> mistakes = new ArrayList<>();
    for (Error error : SCHEMA.validate(YAML.readTree(yaml))) {
      mistakes.add(error.toString());
    }
    return mistakes;
  }
}
