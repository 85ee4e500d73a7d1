package dev.croupier.relay;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.MessageStamp;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.OutgoingMessage;
import dev.croupier.client.ReconnectPolicy;
import dev.croupier.client.RelayConnection;
import dev.croupier.client.wire.WebSocketWire;
import dev.croupier.client.wire.Wire;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

/** A wallet at the relay, through the client that hosts use. */
final class Player implements AutoCloseable {
  final Signer wallet;
  final Heard heard = new Heard();
  final RelayConnection connection;
  private volatile Wire wire;

  Player(Signer wallet, URI relay) {
    this.wallet = wallet;
    ClientConfig config =
        ClientConfig.builder(relay, wallet)
            .reconnect(
                new ReconnectPolicy(true, Duration.ofMillis(20), Duration.ofMillis(100), 0.5))
            .dialer(
                (uri, limits, listener) -> {
                  wire = WebSocketWire.dial(uri, limits, listener);
                  return wire;
                })
            .build();
    this.connection = NodeConnections.openRelay(config, heard);
  }

  Player connected() {
    RelayTable.await(connection.connect());
    return this;
  }

  Address address() {
    return wallet.address();
  }

  /** Breaks the connection. */
  void cut() {
    wire.cut("the test cuts it");
  }

  OutgoingMessage compose(SessionId session, String data) {
    return connection
        .relay()
        .compose(
            session,
            "said",
            data,
            new MessageStamp(
                connection.relay().nextRequestId(),
                System.currentTimeMillis(),
                OptionalLong.empty()));
  }

  void say(SessionId session, String data) {
    RelayTable.await(connection.relay().send(compose(session, data)));
  }

  @Override
  public void close() {
    connection.close();
  }
}
