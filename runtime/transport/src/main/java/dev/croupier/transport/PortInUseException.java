package dev.croupier.transport;

import java.net.InetSocketAddress;

/** Another program, or another server of this one, already listens at the address. */
public final class PortInUseException extends ListenException {
  private static final long serialVersionUID = 1L;

  /**
   * @param address the address that is taken
   * @param cause what the operating system said
   */
  public PortInUseException(InetSocketAddress address, Throwable cause) {
    super(
        address,
        "port "
            + address.getPort()
            + " is in use by another program; stop it or choose another port",
        cause);
  }
}
