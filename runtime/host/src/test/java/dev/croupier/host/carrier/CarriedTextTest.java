package dev.croupier.host.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.client.NodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of a state that is a message. */
class CarriedTextTest {

  private static final String SIGNATURE = "0x" + "5a".repeat(65);
  private static final String SIGNED = "[7,\"message\",{\"type\":\"ö\",\"data\":{}},1760000000000]";
  private static final String WRITTEN =
      "{\"croupier\":\"message/1\",\"sig\":\"" + SIGNATURE + "\",\"req\":" + SIGNED + "}";

  @Test
  void everyPart_hasItsPlace() {
    String text = new CarriedText(SIGNED, SIGNATURE).write();

    assertThat(text).isEqualTo(WRITTEN);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(bytes, 0, 31, StandardCharsets.UTF_8))
        .isEqualTo("{\"croupier\":\"message/1\",\"sig\":\"");
    assertThat(new String(bytes, 31, 132, StandardCharsets.UTF_8)).isEqualTo(SIGNATURE);
    assertThat(new String(bytes, 163, 8, StandardCharsets.UTF_8)).isEqualTo("\",\"req\":");
    assertThat(new String(bytes, 171, bytes.length - 172, StandardCharsets.UTF_8))
        .isEqualTo(SIGNED);
    assertThat(CarriedText.FRAME_BYTES)
        .isEqualTo(bytes.length - SIGNED.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void signedText_comesBackToTheLetter() {
    assertThat(CarriedText.read(WRITTEN)).contains(new CarriedText(SIGNED, SIGNATURE));
  }

  @Test
  void othersTexts_areNoMessages() {
    for (String text :
        List.of(
            "",
            "{\"round\":1}",
            "{\"croupier\":true}",
            "{ \"croupier\":\"message/1\"}",
            "[" + WRITTEN + "]",
            "{\"type\":\"message\",\"croupier\":\"message/1\"}")) {
      assertThat(CarriedText.isMarked(text)).as(text).isFalse();
      assertThat(CarriedText.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void markedTexts_thatAreNoMessages_areRefused() {
    for (String text :
        List.of(
            "{\"croupier\":\"message/",
            WRITTEN.replace("message/1", "message/2"),
            WRITTEN.replace("message/1", "message/10"),
            WRITTEN.substring(0, WRITTEN.length() - 1),
            WRITTEN.substring(0, 171),
            WRITTEN.substring(0, 171) + "}",
            WRITTEN.replace("0x5a", "0x5g"),
            WRITTEN.replace("0x5a", "0X5a"),
            WRITTEN.replace("0x5a5a", "0x5a"),
            WRITTEN.replace(",\"req\"", ", \"req\""),
            WRITTEN + " ")) {
      assertThatExceptionOfType(NodeException.UnusableFrame.class)
          .as(text)
          .isThrownBy(() -> CarriedText.read(text));
    }
  }
}
