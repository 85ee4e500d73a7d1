package dev.croupier.client.fake;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ResponsePayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.auth.AuthChallenge;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.AuthVerifyResult;
import dev.croupier.protocol.v0.auth.LoginData;
import dev.croupier.protocol.v0.ledger.Asset;
import dev.croupier.protocol.v0.ledger.Assets;
import dev.croupier.protocol.v0.ledger.BalanceUpdate;
import dev.croupier.protocol.v0.ledger.NodeConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node of one server version whose every answer a test can replace. Logs wallets in for real: the
 * typed data's signature is checked in the form of its version.
 */
public final class FakeNode implements AutoCloseable, WebSocketListener.Handler {

  /** Answers one request. */
  @FunctionalInterface
  public interface Answerer {
    /** Does what the node does with the request. */
    void answer(Guest guest, RequestFrame request);
  }

  /** One connection. */
  public final class Guest {
    private final WebSocketPeer peer;
    private volatile @Nullable Address wallet;

    private Guest(WebSocketPeer peer) {
      this.peer = peer;
    }

    /** The socket, to break it. */
    public WebSocketPeer peer() {
      return peer;
    }

    /** Who has logged in; null before. */
    public @Nullable Address wallet() {
      return wallet;
    }

    /** Sends the answer to a request. */
    public void answer(RequestFrame request, JsonValue params) {
      Method method = Method.of(request.payload().method()).orElseThrow().answer();
      send(ResponsePayload.of(request.payload().requestId(), method, params, now()));
    }

    /** Refuses a request. */
    public void refuse(RequestFrame request, String text) {
      send(ResponsePayload.error(request.payload().requestId(), text, now()));
    }

    /** Sends a notification with the id its version gives to it. */
    public void tell(Method method, JsonValue params) {
      long id = version == ServerVersion.S0_3 ? now() : 0;
      send(ResponsePayload.of(id, method, params, now()));
    }

    /** Signs and sends. */
    public void send(ResponsePayload payload) {
      peer.send(payload.signedBy(key).text());
    }
  }

  /** The asset every fake node has. */
  public static final String ASSET = "usdc";

  private static final long START_MS = 1_760_000_000_000L;

  private final ServerVersion version;
  private final Signer key;
  private final WebSocketListener listener;
  private final Map<WebSocketPeer, Guest> guests = new ConcurrentHashMap<>();
  private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();
  private final Map<String, AuthRequestParams> challenges = new ConcurrentHashMap<>();
  private final Map<String, Address> tokens = new ConcurrentHashMap<>();
  private final BlockingQueue<RequestFrame> requests = new LinkedBlockingQueue<>();
  private volatile boolean announcesAssets = true;

  /** Starts a node without a relay. */
  public FakeNode(ServerVersion version) throws IOException {
    this(version, signer(99));
  }

  /** Starts a node that signs with the given key. */
  public FakeNode(ServerVersion version, Signer key) throws IOException {
    this.version = version;
    this.key = key;
    this.listener = new WebSocketListener(this);
    on("get_config", this::configure);
    on("get_assets", (guest, request) -> guest.answer(request, assets().toJson()));
    on("auth_request", this::challenge);
    on("auth_verify", this::verify);
    if (version.isAtLeast(ServerVersion.S0_5)) {
      on("get_session_keys", (guest, request) -> refuseStranger(guest, request));
    }
  }

  /** A signer with a small number for its key. */
  public static LocalSigner signer(int number) {
    return new LocalSigner(
        PrivateKey.parse("0x" + String.format("%064x", number)), Secp256k1.best());
  }

  /** Makes the node know a method, or do something else with it. */
  public FakeNode on(String method, Answerer answerer) {
    answerers.put(method, answerer);
    return this;
  }

  /** Makes the node know a relay, as far as questions before the login go. */
  public FakeNode withRelay(Answerer answerer) {
    return on(
        "message",
        (guest, request) -> {
          if (!refuseStranger(guest, request)) {
            answerer.answer(guest, request);
          }
        });
  }

  /** Makes the node silent when a connection opens. */
  public FakeNode withoutFirstFrame() {
    announcesAssets = false;
    return this;
  }

  /** Refuses a request of somebody who has not logged in. */
  public boolean refuseStranger(Guest guest, RequestFrame request) {
    if (guest.wallet == null) {
      guest.refuse(request, ErrorText.AUTHENTICATION_REQUIRED);
      return true;
    }
    return false;
  }

  /** Sends a challenge, as the node does by itself. */
  public void challenge(Guest guest, RequestFrame request) {
    String challenge = UUID.randomUUID().toString();
    challenges.put(challenge, AuthRequestParams.read(request.payload().params()));
    guest.answer(request, new AuthChallenge(challenge).toJson());
  }

  /** Says which key signs, as the node does by itself. */
  public void configure(Guest guest, RequestFrame request) {
    guest.answer(request, config().toJson());
  }

  /** Checks a login, as the node does by itself. */
  public void verify(Guest guest, RequestFrame request) {
    AuthVerifyParams params = AuthVerifyParams.read(request.payload().params());
    String jwt = params.jwt();
    if (jwt != null) {
      Address wallet = tokens.get(jwt);
      if (wallet == null) {
        guest.refuse(request, ErrorText.INVALID_JWT);
      } else {
        welcome(guest, request, wallet, wallet, null);
      }
      return;
    }
    String challenge = String.valueOf(params.challenge());
    AuthRequestParams asked = challenges.get(challenge);
    if (asked == null) {
      guest.refuse(request, ErrorText.INVALID_CHALLENGE);
      return;
    }
    boolean currentForm = asked instanceof AuthRequest;
    if (currentForm != version.isAtLeast(ServerVersion.S0_5)) {
      guest.refuse(
          request,
          currentForm ? ErrorText.INVALID_SIGNATURE : ErrorText.INVALID_CHALLENGE_OR_SIGNATURE);
      return;
    }
    Address signer =
        Secp256k1.best()
            .recover(LoginData.of(asked, challenge).digest(), request.signatures().getFirst())
            .address();
    if (!signer.toString().equals(asked.address())) {
      guest.refuse(request, ErrorText.INVALID_CHALLENGE_OR_SIGNATURE);
      return;
    }
    String token = "secret-token-" + challenge;
    tokens.put(token, signer);
    welcome(guest, request, signer, Address.parse(asked.sessionKey()), token);
  }

  private void welcome(
      Guest guest, RequestFrame request, Address wallet, Address sessionKey, @Nullable String jwt) {
    guest.wallet = wallet;
    guest.answer(request, new AuthVerifyResult(wallet, jwt, sessionKey, true).toJson());
    guest.tell(Method.CHANNELS, JsonObject.EMPTY);
    guest.tell(Method.BALANCE_UPDATE, new BalanceUpdate(List.of()).toJson());
  }

  /** Forgets all tokens. */
  public void forgetTokens() {
    tokens.clear();
  }

  /** The next request of this method; earlier ones of others are dropped. */
  public RequestFrame awaitRequest(String method) throws InterruptedException {
    while (true) {
      RequestFrame next = requests.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + method + " came within 10 s");
      }
      if (next.payload().method().equals(method)) {
        return next;
      }
    }
  }

  /** The methods asked for and not yet taken, in order; takes them. */
  public List<String> methodsAsked() {
    List<RequestFrame> taken = new java.util.ArrayList<>();
    requests.drainTo(taken);
    return taken.stream().map(frame -> frame.payload().method()).toList();
  }

  /** The connection that was made last. */
  public Guest lastGuest() {
    return java.util.Objects.requireNonNull(guests.get(listener.peers().getLast()));
  }

  /** How many connections there were. */
  public int connections() {
    return listener.peers().size();
  }

  /** What signs. */
  public Signer key() {
    return key;
  }

  /** Where it listens. */
  public URI uri() {
    return listener.uri();
  }

  private static long now() {
    return START_MS;
  }

  private NodeConfig config() {
    return new NodeConfig(key.address(), List.of());
  }

  private static Assets assets() {
    return new Assets(
        List.of(
            new Asset(Address.ZERO, 1, ASSET, 6),
            new Asset(Address.ZERO, 2, ASSET, 18),
            new Asset(Address.ZERO, 1, "weth", 18)));
  }

  @Override
  public void opened(WebSocketPeer peer) {
    Guest guest = new Guest(peer);
    guests.put(peer, guest);
    if (announcesAssets) {
      guest.tell(Method.ASSETS, assets().toJson());
    }
  }

  @Override
  public void received(WebSocketPeer peer, String text) {
    RequestFrame request = RequestFrame.read(text);
    requests.add(request);
    Guest guest = java.util.Objects.requireNonNull(guests.get(peer));
    String method = request.payload().method();
    Answerer answerer = answerers.get(method);
    if (answerer == null) {
      guest.refuse(request, ErrorText.unknownMethod(method));
    } else {
      answerer.answer(guest, request);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
