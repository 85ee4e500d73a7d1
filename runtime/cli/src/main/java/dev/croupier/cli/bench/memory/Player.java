package dev.croupier.cli.bench.memory;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.v0.RequestPayload;

/** Another participant, whose messages are signed by its wallet as Croupier signs them. */
record Player(Signer wallet) {

  Address address() {
    return wallet.address();
  }

  /**
   * @param requestId the message's number
   * @param previousId the number of this player's message before it in the session, 0 for the first
   * @return the message as the wallet has signed it
   */
  SignedMessage say(
      SessionId session,
      String type,
      String dataJson,
      long requestId,
      long previousId,
      long nowMs) {
    RequestPayload payload =
        RequestPayload.read(
            "["
                + requestId
                + ",\"message\",{\"type\":"
                + JsonText.quoted(type)
                + ",\"data\":"
                + dataJson
                + ",\"session\":\""
                + session
                + "\",\"seq\":"
                + requestId
                + ",\"prev\":"
                + previousId
                + "},"
                + nowMs
                + "]");
    return new SignedMessage(
        session.toString(), payload, payload.sign(wallet).toString(), address().toString());
  }

  /**
   * A message on its way through the node.
   *
   * @param session in which session
   * @param payload the signed request
   * @param signature its sender's signature
   * @param wallet its sender
   */
  record SignedMessage(String session, RequestPayload payload, String signature, String wallet) {}
}
