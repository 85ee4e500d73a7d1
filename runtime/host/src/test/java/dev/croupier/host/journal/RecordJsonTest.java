package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class RecordJsonTest {

  static Stream<JournalRecord> records() {
    return Stream.concat(
        Records.INPUTS.stream().map(input -> Records.record("player", 1, input)),
        Stream.of(Records.failed("player", 2)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void writtenRecord_readAgain_isTheSame(JournalRecord record) {
    assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void writtenRecord_fitsThePublishedSchema(JournalRecord record) throws IOException {
    assertThat(schema().validate(RecordJson.write(record), InputFormat.JSON)).isEmpty();
  }

  /** The lines were written by the version before records were written without a tree. */
  @Test
  void writtenRecord_isToTheLetterWhatVersionsBeforeWrote() throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    String seat = "player \"1\" <\u2028\u00e9\ud83c\udfb2\u0001/>";
    records.add(Records.record(seat, 1, Records.INPUTS.getFirst()));
    for (int i = 1; i < Records.INPUTS.size(); i++) {
      records.add(Records.own("player", i, Records.INPUTS.get(i)));
    }
    records.add(Records.failed("player", 2));
    try (InputStream before = RecordJsonTest.class.getResourceAsStream("records-format-2.txt")) {
      String lines = new String(before.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(records.stream().map(RecordJson::write))
          .containsExactlyElementsOf(lines.lines().toList());
    }
  }

  @Test
  void texts_areEscapedAsInATree() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
      }
      Input input = new Input.MessageReceived(text.toString(), Records.WALLET, "null", 7);
      String written = RecordJson.write(Records.own("a", round, input));
      JsonMapper mapper = JsonMapper.shared();
      assertThat(written)
          .as("seed %d", seed)
          .isEqualTo(mapper.writeValueAsString(mapper.readTree(written)));
      assertThat(RecordJson.read(written).input()).as("seed %d", seed).isEqualTo(input);
    }
  }

  @Test
  void publishedSchema_refusesWhatIsNoRecord() throws IOException {
    String good = RecordJson.write(Records.record("player", 1, new Input.Started()));
    assertThat(schema().validate(good.replace("\"getBalances\"", "\"steal\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema().validate(good.replace("\"format\":2", "\"format\":3"), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema().validate(good.replace("\"seat\"", "\"chair\""), InputFormat.JSON))
        .isNotEmpty();
  }

  private static Schema schema() throws IOException {
    Path file = Path.of("").toAbsolutePath();
    while (!Files.exists(file.resolve("schemas/journal-record.schema.json"))) {
      file = file.getParent();
    }
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file.resolve("schemas/journal-record.schema.json")));
  }

  @Test
  void recordOfAnotherFormat_isRefusedWithBothNumbers() {
    String newer = RecordJson.write(Records.failed("a", 1)).replace("\"format\":2", "\"format\":3");
    assertThatThrownBy(() -> RecordJson.read(newer))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("format is 3, this version reads 1 to 2");
  }

  @Test
  void recordOfFormat1_isStillRead() {
    String text =
        """
        {"format":1,"seat":"player","run":"r-1","turn":4,"session":"%s","timeMs":7,"seed":"-9",\
        "app":"player.js","codeHash":"c0de","input":{"type":"sessionCreated"},\
        "effects":[{"type":"log","level":"info","text":"hi"}],"state":"{}"}\
        """
            .formatted(Records.SESSION);
    JournalRecord record = RecordJson.read(text);
    assertThat(record.lane()).isZero();
    assertThat(record.version()).isEqualTo("c0de");
    assertThat(record.reads()).isEmpty();
    assertThat(record.sent()).isEmpty();
    assertThat(record.view()).isEmpty();
    assertThat(record.effects()).containsExactly(new Effect.Log("info", "hi"));
    assertThat(record.stateJson()).contains("{}");
  }

  @Test
  void damagedRecord_isRefusedWithOneKindOfError() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    String text = RecordJson.write(Records.record("a", 1, Records.INPUTS.get(2)));
    for (int round = 0; round < 2_000; round++) {
      StringBuilder damaged = new StringBuilder(text);
      switch (random.nextInt(3)) {
        case 0 -> damaged.setLength(random.nextInt(text.length()));
        case 1 -> damaged.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
        default -> {
          int start = random.nextInt(text.length());
          damaged.delete(start, Math.min(text.length(), start + random.nextInt(1, 20)));
        }
      }
      try {
        RecordJson.read(damaged.toString());
      } catch (UnreadableRecordException e) {
        assertThat(e).hasMessageStartingWith("unreadable journal record");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + damaged, e);
      }
    }
  }
}
