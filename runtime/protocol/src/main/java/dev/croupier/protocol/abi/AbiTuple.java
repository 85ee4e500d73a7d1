package dev.croupier.protocol.abi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Members behind one another; dynamic as soon as one of them is. */
record AbiTuple(List<AbiValue> members) implements AbiValue {
  @Override
  public String type() {
    return members.stream().map(AbiValue::type).collect(Collectors.joining(",", "(", ")"));
  }

  @Override
  public boolean isDynamic() {
    return members.stream().anyMatch(AbiValue::isDynamic);
  }

  @Override
  public byte[] encoding() {
    return sequence(members);
  }

  /** The encodings of values behind one another: heads first, then what the offsets lead to. */
  static byte[] sequence(List<? extends AbiValue> values) {
    List<byte[]> encodings = new ArrayList<>();
    int headLength = 0;
    for (AbiValue value : values) {
      byte[] encoding = value.encoding();
      encodings.add(encoding);
      headLength += value.isDynamic() ? WORD : encoding.length;
    }
    ByteArrayOutputStream heads = new ByteArrayOutputStream();
    ByteArrayOutputStream tails = new ByteArrayOutputStream();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isDynamic()) {
        heads.writeBytes(AbiWord.length(headLength + tails.size()));
        tails.writeBytes(encodings.get(i));
      } else {
        heads.writeBytes(encodings.get(i));
      }
    }
    heads.writeBytes(tails.toByteArray());
    return heads.toByteArray();
  }
}
