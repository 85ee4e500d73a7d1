package dev.croupier.protocol.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.Hex;
import dev.croupier.protocol.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

class AbiValueTest {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private final Seed seed = Seed.any();

  /** A value in both libraries' words. */
  private record Pair(AbiValue ours, Type<?> theirs) {}

  @Test
  void encodesAsWeb3jDoes() {
    Random random = seed.random();
    for (int i = 0; i < 500; i++) {
      List<Pair> arguments = new ArrayList<>();
      for (int n = random.nextInt(6); n >= 0; n--) {
        arguments.add(argument(random));
      }
      AbiValue[] ours = arguments.stream().map(Pair::ours).toArray(AbiValue[]::new);
      List<Type> theirs = new ArrayList<>();
      arguments.forEach(argument -> theirs.add(argument.theirs()));
      assertThat(Hex.of(AbiValue.encode(ours)))
          .as(seed.toString())
          .isEqualTo("0x" + new DefaultFunctionEncoder().encodeParameters(theirs));
    }
  }

  private static Pair argument(Random random) {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    byte[] word = new byte[32];
    random.nextBytes(word);
    byte[] account = Arrays.copyOf(word, Address.LENGTH);
    BigInteger number = new BigInteger(256, random);
    BigInteger signed = new BigInteger(255, random).subtract(BigInteger.ONE.shiftLeft(254));
    String text = Hex.of(bytes) + "żółć😀";
    org.web3j.abi.datatypes.Address address = new org.web3j.abi.datatypes.Address(Hex.of(account));
    AbiValue ourAddress = AbiValue.address(Address.ofBytes(account));
    return switch (random.nextInt(8)) {
      case 0 -> new Pair(AbiValue.uint(256, number), new Uint256(number));
      case 1 -> new Pair(AbiValue.int256(signed), new Int256(signed));
      case 2 -> new Pair(ourAddress, address);
      case 3 -> new Pair(AbiValue.bytes32(Hash32.ofBytes(word)), new Bytes32(word));
      case 4 -> new Pair(AbiValue.bytes(bytes), new DynamicBytes(bytes));
      case 5 -> new Pair(AbiValue.string(text), new Utf8String(text));
      case 6 ->
          new Pair(
              AbiValue.array(
                  List.of(
                      AbiValue.tuple(ourAddress, AbiValue.uint(64, 7)),
                      AbiValue.tuple(ourAddress, AbiValue.uint(64, 8)))),
              new DynamicArray<>(
                  StaticStruct.class,
                  new StaticStruct(address, new Uint64(7)),
                  new StaticStruct(address, new Uint64(8))));
      default ->
          new Pair(
              AbiValue.tuple(AbiValue.uint(8, 5), AbiValue.string(text), ourAddress),
              new DynamicStruct(new Uint8(5), new Utf8String(text), address));
    };
  }

  @Test
  void arraysOfDynamicElementsHaveAnOffsetEach() {
    AbiValue array = AbiValue.array(List.of(AbiValue.string("a"), AbiValue.string("bc")));
    assertThat(Hex.of(AbiValue.encode(array)))
        .isEqualTo(
            "0x"
                + word("20")
                + word("2")
                + word("40")
                + word("80")
                + word("1")
                + "61"
                + "0".repeat(62)
                + word("2")
                + "6263"
                + "0".repeat(60));
  }

  private static String word(String hex) {
    return "0".repeat(64 - hex.length()) + hex;
  }

  @Test
  void bytesThatFillTheirWords_getNoPadding() {
    assertThat(AbiValue.bytes(new byte[32]).encoding()).hasSize(64);
    assertThat(AbiValue.bytes(new byte[33]).encoding()).hasSize(96);
    assertThat(AbiValue.bytes(new byte[0]).encoding()).hasSize(32);
  }

  @Test
  void numbersAtTheirBounds() {
    assertThat(Hex.of(AbiValue.uint(256, MAX).encoding())).isEqualTo("0x" + "f".repeat(64));
    assertThat(Hex.of(AbiValue.int256(BigInteger.ONE.negate()).encoding()))
        .isEqualTo("0x" + "f".repeat(64));
    assertThat(Hex.of(AbiValue.uint(8, 255).encoding())).endsWith("ff");
  }

  @Test
  void numbersBeyondTheirType_areRefused() {
    refused(() -> AbiValue.uint(8, 256), "uint8");
    refused(() -> AbiValue.uint(64, -1), "uint64");
    refused(() -> AbiValue.uint(256, MAX.add(BigInteger.ONE)), "uint256");
    refused(() -> AbiValue.uint(7, 1), "uint7");
    refused(() -> AbiValue.uint(264, 1), "uint264");
    refused(() -> AbiValue.int256(BigInteger.ONE.shiftLeft(255)), "int256");
    assertThat(AbiValue.int256(BigInteger.ONE.shiftLeft(255).negate()).type()).isEqualTo("int256");
  }

  @Test
  void arrayOfDifferentTypes_isRefused() {
    refused(
        () -> AbiValue.array(List.of(AbiValue.uint(8, 1), AbiValue.uint(16, 1))), "cannot hold");
  }

  @Test
  void typedData_memberThatTakesMoreThanAWord_isRefused() {
    Hash32 type = TypedData.typeHash("T(string s)");
    refused(() -> TypedData.structHash(type, AbiValue.string("a")), "by its hash only");
  }

  @Test
  void loneSurrogate_becomesTheReplacementCharacter() {
    assertThat(AbiValue.string("\ud800").encoding())
        .isEqualTo(AbiValue.string("\ufffd").encoding());
  }

  private static void refused(Runnable action, String message) {
    assertThatThrownBy(action::run).isInstanceOf(AbiException.class).hasMessageContaining(message);
  }
}
