package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds out whose signatures a request carries (clearnode-0.x 3.1). Safe for concurrent use. */
public final class SignatureCheck {
  private final BiFunction<Hash32, Signature, Address> recovery;
  private final int mostSignatures;

  /**
   * @param recovery finds out who signed a digest; throws if nobody can have
   * @param mostSignatures most signatures a request may carry
   */
  public SignatureCheck(BiFunction<Hash32, Signature, Address> recovery, int mostSignatures) {
    this.recovery = recovery;
    this.mostSignatures = mostSignatures;
  }

  /**
   * @param request a request
   * @return the addresses that signed it, in the order of the signatures; null if one of the
   *     signatures is broken
   * @throws RefusedException if there are too many
   */
  public @Nullable List<Address> all(Request request) {
    List<String> texts = request.signatures();
    checkCount(texts);
    Hash32 digest = request.payload().digest();
    List<Address> addresses = new ArrayList<>(texts.size());
    for (String text : texts) {
      Address address = recover(digest, text);
      if (address == null) {
        return null;
      }
      addresses.add(address);
    }
    return addresses;
  }

  /**
   * @param signatures signatures as sent
   * @throws RefusedException if there are too many to look at
   */
  public void checkCount(List<String> signatures) {
    if (signatures.size() > mostSignatures) {
      throw new RefusedException(
          "too many signatures: " + signatures.size() + ", at most " + mostSignatures);
    }
  }

  /**
   * @param request a request with at least one signature
   * @return the address that made the first signature, or null if that is broken
   */
  public @Nullable Address first(Request request) {
    return recover(request.payload().digest(), request.signatures().getFirst());
  }

  /**
   * @param digest what is signed
   * @param signature a signature as sent
   * @return the address that made it, or null if it is broken
   */
  public @Nullable Address recover(Hash32 digest, String signature) {
    try {
      return recovery.apply(digest, Signature.parse(signature));
    } catch (ProtocolException e) {
      return null;
    }
  }
}
