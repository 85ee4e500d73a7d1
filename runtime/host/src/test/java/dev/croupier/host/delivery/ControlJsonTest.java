package dev.croupier.host.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.croupier.host.delivery.ControlMessage.CloseNotice;
import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.host.delivery.ControlMessage.Signed;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ControlJsonTest {

  private static final Address WALLET = Address.parse("0x" + "00".repeat(19) + "0A");

  private static Schema schema(String type) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("schemas/" + type + ".schema.json"))) {
      folder = folder.getParent();
    }
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(folder.resolve("schemas/" + type + ".schema.json")));
  }

  private static void comesBackAndFits(ControlMessage message) throws IOException {
    String data = ControlJson.write(message);
    assertThat(ControlJson.read(message.type(), data)).isEqualTo(message);
    assertThat(schema(message.type()).validate(data, InputFormat.JSON)).isEmpty();
  }

  @Test
  void everyMessage_fitsItsSchema_andComesBack() throws IOException {
    comesBackAndFits(new Resume(Map.of(WALLET, 7L), 9));
    comesBackAndFits(new Resume(Map.of(), 0));
    comesBackAndFits(
        new Resend(
            3,
            9,
            List.of(new Signed("[9,\"message\",{},1]", "0x" + "1b".repeat(65))),
            OptionalLong.of(5),
            Map.of(WALLET, 0L),
            (1L << 53) - 1));
    for (boolean done : new boolean[] {false, true}) {
      comesBackAndFits(
          new CloseNotice(done, 4, List.of(new Allocation(WALLET, "usdc", Amount.parse("0.25")))));
      comesBackAndFits(new CloseNotice(done, 2, List.of()));
    }
    comesBackAndFits(new Resend(0, 0, List.of(), OptionalLong.empty(), Map.of(), 0));
  }

  @Test
  void brokenMessage_isRefusedWithItsPlace() {
    String[][] broken = {
      {"croupier.resume", "[1", "no JSON"},
      {"croupier.resume", "{\"last\":1}", "after"},
      {"croupier.resume", "{\"after\":{\"bob\":1},\"last\":1}", "no address"},
      {"croupier.resume", "{\"after\":{},\"last\":-1}", "last is -1"},
      {"croupier.resume", "{\"after\":{},\"last\":1.5}", "last is no whole number"},
      {"croupier.resume", "{\"after\":{},\"last\":9007199254740992}", "2^53-1"},
      {
        "croupier.resend",
        "{\"from\":2,\"upTo\":1,\"messages\":[],\"after\":{},\"last\":1}",
        "below from"
      },
      {
        "croupier.resend",
        "{\"from\":1,\"upTo\":1,\"messages\":[1],\"after\":{},\"last\":1}",
        "no text req"
      },
      {"croupier.closing", "{\"version\":2}", "allocations"},
      {"croupier.closed", "{\"version\":-2,\"allocations\":[]}", "version is -2"},
      {
        "croupier.closed",
        "{\"version\":2,\"allocations\":[{\"participant\":\"bob\",\"asset\":\"usdc\",\"amount\":\"1\"}]}",
        "an allocation cannot be read"
      },
      {"croupier.other", "{}", "unknown"},
    };
    for (String[] one : broken) {
      assertThatThrownBy(() -> ControlJson.read(one[0], one[1]))
          .as(one[1])
          .isInstanceOf(UnreadableControlException.class)
          .hasMessageContaining(one[2]);
    }
  }
}
