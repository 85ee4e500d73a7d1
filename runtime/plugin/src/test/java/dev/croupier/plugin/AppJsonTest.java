package dev.croupier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.MessageMappingException;
import dev.croupier.app.ValueMappingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppJsonTest {

  private final AppJson json = new AppJson();

  record Ping(String from, long timestamp) {}

  record Money(BigDecimal amount, BigInteger units) {}

  record Sparse(String name, Optional<String> nick, @Nullable Integer age) {}

  record Table(List<Seat> seats) {}

  record Seat(String name, int chips) {}

  record Zebra(int zebra, int apple) {
    int sum() {
      return zebra + apple;
    }

    int getTwice() {
      return 2 * zebra;
    }
  }

  record Draw() {}

  enum Suit {
    HEARTS
  }

  record Card(Suit suit) {}

  @Test
  void numbers_keepEveryDigitBothWays() {
    String text = "{\"amount\":1000000000000000000000.10,\"units\":123456789012345678901234567890}";
    Money money = json.read("state", text, Money.class);
    assertThat(money.amount()).isEqualTo(new BigDecimal("1000000000000000000000.10"));
    assertThat(json.write("state", money)).isEqualTo(text);
    assertThat(json.write("state", new Money(new BigDecimal("1E+3"), BigInteger.ONE)))
        .isEqualTo("{\"amount\":1000,\"units\":1}");
    assertThat(json.read("state", "{\"n\":0.1000000000000000055}", Map.class).get("n"))
        .isEqualTo(new BigDecimal("0.1000000000000000055"));
  }

  @Test
  void exactDecimals_mayBeWrittenAsText() {
    assertThat(json.read("settings", "{\"amount\":\"0.10\",\"units\":\"7\"}", Money.class))
        .isEqualTo(new Money(new BigDecimal("0.10"), BigInteger.valueOf(7)));
    assertThatThrownBy(() -> json.read("settings", "{\"amount\":\"ten\",\"units\":1}", Money.class))
        .isInstanceOf(ValueMappingException.class)
        .hasMessageContaining("at amount");
  }

  @Test
  void misspeltComponent_isNamed() {
    assertThatThrownBy(() -> json.readMessage("ping", "{\"timestamp\":1}", Ping.class))
        .isInstanceOf(MessageMappingException.class)
        .hasMessageContaining("message \"ping\" fits its schema but not " + Ping.class.getName())
        .hasMessageContaining("from");
  }

  @Test
  void wrongKinds_areNamedWithTheirPath() {
    String text = "{\"seats\":[{\"name\":\"a\",\"chips\":1},{\"name\":\"b\",\"chips\":1.5}]}";
    assertThatThrownBy(() -> json.readMessage("deal", text, Table.class))
        .isInstanceOfSatisfying(
            MessageMappingException.class,
            e -> {
              assertThat(e.messageType()).isEqualTo("deal");
              assertThat(e.javaType()).isEqualTo(Table.class.getName());
              assertThat(e.member()).isEqualTo("seats[1].chips");
            })
        .hasMessageContaining("at seats[1].chips: ");
  }

  @Test
  void nothingIsConvertedSilently() {
    for (String text :
        List.of(
            "{\"name\":\"a\",\"chips\":\"1\"}",
            "{\"name\":\"a\",\"chips\":null}",
            "{\"name\":\"a\",\"chips\":2147483648}",
            "{\"name\":\"a\",\"chips\":true}",
            "{\"name\":5,\"chips\":1}",
            "{\"name\":\"a\",\"chips\":1} 2")) {
      assertThatThrownBy(() -> json.readMessage("deal", text, Seat.class), text)
          .isInstanceOf(MessageMappingException.class);
    }
    assertThatThrownBy(() -> json.read("state", "{\"suit\":0}", Card.class))
        .isInstanceOf(ValueMappingException.class);
  }

  @Test
  void optionalAndNullableComponents_mayBeMissing_andUnknownMembersAreLeftOut() {
    assertThat(json.read("state", "{\"name\":\"a\",\"later\":true}", Sparse.class))
        .isEqualTo(new Sparse("a", Optional.empty(), null));
  }

  @Test
  void records_areWrittenInDeclaredOrder_mapsByKey() {
    assertThat(json.write("state", new Zebra(1, 2))).isEqualTo("{\"zebra\":1,\"apple\":2}");
    assertThat(json.write("state", new Draw())).isEqualTo("{}");
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", 2);
    assertThat(json.write("state", map)).isEqualTo("{\"a\":2,\"b\":1}");
  }

  @Test
  void whatJsonCannotSay_isRefused() {
    for (Object value :
        List.of(
            Double.NaN,
            Float.POSITIVE_INFINITY,
            new double[] {1, Double.NaN},
            Map.of("x", Double.NEGATIVE_INFINITY))) {
      assertThatThrownBy(() -> json.write("state of session 0x1", value), "%s", value)
          .isInstanceOf(ValueMappingException.class)
          .hasMessageStartingWith("state of session 0x1 does not fit");
    }
    assertThat(json.write("state", new double[] {1.5, 2})).isEqualTo("[1.5,2.0]");
    assertThat(json.write("state", Duration.ofSeconds(1))).isEqualTo("\"PT1S\"");
  }

  @Test
  void cycles_areRefusedWithoutOverflowingTheStack() {
    List<Object> loop = new java.util.ArrayList<>();
    loop.add(loop);
    assertThatThrownBy(() -> json.write("state", loop)).isInstanceOf(ValueMappingException.class);
  }
}
