package dev.croupier.rpc.proposals;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.relay.RelayMethods;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.rpc.Connection;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.SignatureCheck;
import dev.croupier.rpc.SigningRule;
import dev.croupier.rpc.messages.OpenSessions;
import dev.croupier.rpc.proposals.ProposalDraft.Subject.NewSession;
import dev.croupier.rpc.proposals.ProposalDraft.Subject.OpenSession;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries requests to those who must sign them, and their answers back (an extension, specified in
 * the documentation of the local node). The server checks every signature it passes on: it is over
 * the exact text, and by a wallet that takes part.
 */
public final class ProposalMethods {
  private final Responses responses;
  private final OpenSessions sessions;
  private final Proposals proposals;
  private final Connections connections;
  private final SigningRule signing;
  private final SignatureCheck signatures;
  private final long requestLifetimeMs;
  private final long longestMs;

  /**
   * @param responses where answers and notifications go
   * @param sessions tells who takes part in existing sessions
   * @param proposals those that wait
   * @param connections tells who is there
   * @param signing who may sign for a wallet
   * @param signatures finds signers
   * @param requestLifetime how old a request may be when it is sent
   * @param longest longest time a proposal may wait
   */
  public ProposalMethods(
      Responses responses,
      OpenSessions sessions,
      Proposals proposals,
      Connections connections,
      SigningRule signing,
      SignatureCheck signatures,
      Duration requestLifetime,
      Duration longest) {
    this.responses = responses;
    this.sessions = sessions;
    this.proposals = proposals;
    this.connections = connections;
    this.signing = signing;
    this.signatures = signatures;
    this.requestLifetimeMs = requestLifetime.toMillis();
    this.longestMs = longest.toMillis();
  }

  /**
   * @param request a propose
   */
  public void propose(Request request) {
    checkCaller(request);
    ProposalDraft draft = ProposalDraft.read(request);
    Hash32 id = draft.payload().digest();
    signatures.checkCount(draft.signatures());
    List<Address> signers = draft.signatures().stream().map(text -> signer(id, text)).toList();
    long expiresAt = expiry(draft, request.receivedAtMs());
    switch (draft.subject()) {
      case NewSession(Set<Address> participants) ->
          enter(request, draft, signers, expiresAt, participants);
      case OpenSession(String text) -> {
        SessionId session = sessionId(text);
        var _ =
            sessions
                .find(session, request.caller())
                .whenComplete(
                    (found, failure) ->
                        responses.serve(
                            request,
                            () ->
                                enter(
                                    request,
                                    draft,
                                    signers,
                                    expiresAt,
                                    RefusedException.orThrow(found, failure)
                                        .orElseThrow(() -> notActive(text))
                                        .participants())));
      }
    }
  }

  private void enter(
      Request request,
      ProposalDraft draft,
      List<Address> signers,
      long expiresAt,
      Set<Address> parties) {
    long now = request.receivedAtMs();
    Address caller = request.caller();
    checkParty(parties, caller);
    signers.forEach(signer -> checkSigner(parties, signer, now));
    Set<Address> asked = draft.asked(parties, caller);
    asked.forEach(wallet -> checkParty(parties, wallet));
    RequestPayload payload = draft.payload();
    String proof = request.proof(caller);
    Proposal proposal =
        new Proposal(
            payload.digest(), caller, payload.text(), draft.signatures(), asked, expiresAt, proof);
    Set<Address> connected = connected(asked);
    JsonObject told = json(proposal);
    proposals.add(
        proposal,
        now,
        () ->
            asked.forEach(wallet -> responses.notify(wallet, RelayMethods.PROPOSAL, told, proof)));
    responses.answer(
        request,
        RelayMethods.PROPOSE,
        JsonObject.builder()
            .put("proposal_id", proposal.id().toString())
            .put("expires_at", expiresAt)
            .put("to", addresses(asked))
            .put("connected", addresses(connected))
            .build());
  }

  /**
   * @param request an answer_proposal
   */
  public void answer(Request request) {
    checkCaller(request);
    ProposalAnswer answer = ProposalAnswer.read(request.payload().params());
    Hash32 id = id(answer.proposalId());
    Address caller = request.caller();
    long now = request.receivedAtMs();
    String signature = answer.signature();
    if (signature != null && !signing.signsFor(signer(id, signature), caller, now)) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    proposals.answer(
        id,
        caller,
        now,
        (proposal, missing) -> {
          JsonObject told =
              JsonObject.builder()
                  .put("proposal_id", id.toString())
                  .put("from", caller.toString())
                  .putIfPresent("sig", signature)
                  .putIfPresent("refused", answer.refused())
                  .put("waiting_for", addresses(missing))
                  .build();
          String proof = request.proof(caller);
          responses.notify(proposal.from(), RelayMethods.PROPOSAL_ANSWER, told, proof);
          responses.answer(
              request,
              RelayMethods.ANSWER_PROPOSAL,
              JsonObject.builder()
                  .put("proposal_id", id.toString())
                  .put("waiting_for", addresses(missing))
                  .build());
          return new Proposals.Told(told, proof);
        });
  }

  /**
   * @param request a withdraw_proposal
   */
  public void withdraw(Request request) {
    checkCaller(request);
    Hash32 id = id(ProposalAnswer.idOf(request.payload().params()));
    JsonObject told = JsonObject.builder().put("proposal_id", id.toString()).build();
    proposals.withdraw(
        id,
        request.caller(),
        request.receivedAtMs(),
        wallet -> responses.notify(wallet, RelayMethods.PROPOSAL_WITHDRAWN, told));
    responses.answer(request, RelayMethods.WITHDRAW_PROPOSAL, told);
  }

  /**
   * Tells a connection of the proposals that wait for its wallet, and of the answers to those of
   * its wallet that wait for others.
   *
   * @param responses where notifications go
   * @param proposals those that wait
   * @param connection a connection
   * @param wallet the wallet that has logged in on it
   * @param nowMs the time
   * @param entrance from then on the connection is told of new ones; must not block
   */
  public static void arrive(
      Responses responses,
      Proposals proposals,
      Connection connection,
      Address wallet,
      long nowMs,
      Runnable entrance) {
    proposals.arrive(
        wallet,
        nowMs,
        entrance,
        waiting ->
            responses.notify(connection, RelayMethods.PROPOSAL, json(waiting), waiting.proof()),
        told ->
            responses.notify(
                connection, RelayMethods.PROPOSAL_ANSWER, told.answer(), told.proof()));
  }

  private static JsonObject json(Proposal proposal) {
    return JsonObject.builder()
        .put("proposal_id", proposal.id().toString())
        .put("from", proposal.from().toString())
        .put("req", proposal.req())
        .put("sig", JsonArray.ofStrings(proposal.signatures()))
        .put("to", addresses(proposal.to()))
        .put("expires_at", proposal.expiresAtMs())
        .build();
  }

  private static SessionId sessionId(String text) {
    try {
      return SessionId.parse(text);
    } catch (InvalidHashException e) {
      throw notActive(text);
    }
  }

  private static RefusedException notActive(String session) {
    return new RefusedException(ErrorText.sessionNotActive(session));
  }

  /** Unlike most methods these speak for a wallet to others, so a login is not enough. */
  private void checkCaller(Request request) {
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = signatures.first(request);
    if (signer == null || !signing.signsFor(signer, request.caller(), request.receivedAtMs())) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
  }

  private Address signer(Hash32 digest, String signature) {
    Address signer = signatures.recover(digest, signature);
    if (signer == null) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    return signer;
  }

  private long expiry(ProposalDraft draft, long now) {
    RequestPayload payload = draft.payload();
    long uselessAfter = payload.timestampMs() + requestLifetimeMs;
    if (uselessAfter <= now) {
      throw new RefusedException(
          "invalid proposal: the timestamp of the request is too old for it to be sent");
    }
    long latest = Math.min(uselessAfter, now + longestMs);
    Long wanted = draft.expiresAtMs();
    if (wanted == null) {
      return latest;
    }
    if (wanted <= now) {
      throw new RefusedException("invalid proposal: expires_at is in the past");
    }
    return Math.min(wanted, latest);
  }

  private static void checkParty(Set<Address> parties, Address wallet) {
    if (!parties.contains(wallet)) {
      throw new RefusedException(wallet + " is not a participant of the proposed request");
    }
  }

  private void checkSigner(Set<Address> parties, Address signer, long now) {
    if (parties.stream().noneMatch(party -> signing.signsFor(signer, party, now))) {
      throw new RefusedException(ErrorText.unknownParticipant(signer));
    }
  }

  private Set<Address> connected(Set<Address> wallets) {
    Set<Address> connected = new LinkedHashSet<>(wallets);
    connected.removeIf(wallet -> connections.of(wallet).isEmpty());
    return connected;
  }

  private static JsonArray addresses(Collection<Address> wallets) {
    return JsonArray.ofStrings(wallets.stream().sorted().map(Address::toString).toList());
  }

  private static Hash32 id(String text) {
    try {
      return Hash32.parse(text);
    } catch (InvalidHashException e) {
      throw new RefusedException("proposal " + text + " is not waiting");
    }
  }
}
