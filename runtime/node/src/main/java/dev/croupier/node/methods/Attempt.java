package dev.croupier.node.methods;

import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something read from a request, or the refusal that came of it. Requests that move money are read
 * on a worker, but even when that fails the caller is told its balances and the request is
 * recorded, so the refusal is kept until the ledger's thread takes the request up.
 */
final class Attempt<T> {
  private final @Nullable T value;
  private final @Nullable RefusedException refusal;

  private Attempt(@Nullable T value, @Nullable RefusedException refusal) {
    this.value = value;
    this.refusal = refusal;
  }

  static <T> Attempt<T> of(Request request, Supplier<T> reading) {
    try {
      return new Attempt<>(reading.get(), null);
    } catch (RefusedException e) {
      return new Attempt<>(null, e);
    } catch (ProtocolException e) {
      String text = ErrorText.invalidParams(request.payload().method());
      return new Attempt<>(null, new RefusedException(text));
    }
  }

  T get() {
    if (value == null) {
      throw refusal == null ? new RefusedException(ErrorText.INTERNAL) : refusal;
    }
    return value;
  }
}
