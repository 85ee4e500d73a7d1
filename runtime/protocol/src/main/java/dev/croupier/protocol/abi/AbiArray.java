package dev.croupier.protocol.abi;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** An array of variable length: the number of elements, then the elements. */
record AbiArray(List<AbiValue> elements) implements AbiValue {
  AbiArray {
    for (AbiValue element : elements) {
      if (!alike(element, elements.getFirst())) {
        throw new AbiException(
            elements.getFirst().type() + "[]", "cannot hold a " + element.type());
      }
    }
  }

  @Override
  public String type() {
    return elements.isEmpty() ? "[]" : elements.getFirst().type() + "[]";
  }

  @Override
  public boolean isDynamic() {
    return true;
  }

  @Override
  public byte[] encoding() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(AbiWord.length(elements.size()));
    out.writeBytes(AbiTuple.sequence(elements));
    return out.toByteArray();
  }

  /** Words by their type; what may hold empty arrays, whose type is open, by its kind. */
  private static boolean alike(AbiValue one, AbiValue other) {
    boolean simple = one instanceof AbiWord || one instanceof AbiBytes;
    return simple
        ? one.type().equals(other.type())
        : one.getClass() == other.getClass() && one.isDynamic() == other.isDynamic();
  }
}
