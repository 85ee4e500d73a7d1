package dev.croupier.cli.bench.memory;

import dev.croupier.cli.bench.memory.Player.SignedMessage;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.JsonText;
import java.nio.charset.StandardCharsets;

/** Writes the frames that the node's side makes itself, signed with the node's key. */
final class NodeVoice {
  private final LocalSigner key;

  NodeVoice(PrivateKey key) {
    this.key = new LocalSigner(key, Secp256k1.best());
  }

  /**
   * A relayed message as the local node delivers it (clearnode-0.x 11.3).
   *
   * @param requestId 0 for a delivery, the request's id for the sender's own copy
   */
  String relayed(long requestId, SignedMessage message, long nowMs) {
    String res =
        "["
            + requestId
            + ",\"message\",{\"app_session_id\":\""
            + message.session()
            + "\",\"message\":"
            + message.payload().params().text()
            + "},"
            + nowMs
            + "]";
    return "{\"res\":"
        + res
        + ",\"sid\":\""
        + message.session()
        + "\",\"proof\":{\"req\":"
        + JsonText.quoted(message.payload().text())
        + ",\"sig\":\""
        + message.signature()
        + "\",\"wallet\":\""
        + message.wallet()
        + "\"},\"sig\":[\""
        + signature(res)
        + "\"]}";
  }

  /** An answer. */
  String answer(long requestId, String method, String paramsJson, long nowMs) {
    String res = "[" + requestId + ",\"" + method + "\"," + paramsJson + "," + nowMs + "]";
    return "{\"res\":" + res + ",\"sig\":[\"" + signature(res) + "\"]}";
  }

  private String signature(String res) {
    return key.sign(Keccak.keccak256(res.getBytes(StandardCharsets.UTF_8))).toString();
  }
}
