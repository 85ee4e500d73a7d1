package dev.croupier.transport;

import java.net.InetSocketAddress;

/** A server could not listen at its address. */
public class ListenException extends TransportException {
  private static final long serialVersionUID = 1L;

  private final InetSocketAddress address;

  /**
   * @param address where it should have listened
   * @param why the rest of the sentence "cannot listen on host:port: …"
   * @param cause what the operating system said
   */
  public ListenException(InetSocketAddress address, String why, Throwable cause) {
    super("cannot listen on " + text(address) + ": " + why, cause);
    this.address = address;
  }

  /**
   * Where the server should have listened.
   *
   * @return the address with its port
   */
  public InetSocketAddress address() {
    return address;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
