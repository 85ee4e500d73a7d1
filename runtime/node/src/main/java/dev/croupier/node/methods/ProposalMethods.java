package dev.croupier.node.methods;

import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.proposals.Proposal;
import dev.croupier.node.proposals.Proposals;
import dev.croupier.node.rpc.Connections;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.Request;
import dev.croupier.node.rules.RefusedException;
import dev.croupier.node.sessions.AppSession;
import dev.croupier.node.sessions.SessionStore;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.InvalidHashException;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestPayload;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries requests to those who must sign them, and their answers back (an extension, specified in
 * the documentation of the local node). The node checks every signature it passes on: it is over
 * the exact text, and by a wallet that takes part.
 */
public final class ProposalMethods {
  /** Method and answer: asks others to sign a request. */
  public static final String PROPOSE = "propose";

  /** Method and answer: signs or refuses a proposal. */
  public static final String ANSWER = "answer_proposal";

  /** Method and answer: takes a proposal back. */
  public static final String WITHDRAW = "withdraw_proposal";

  /** Notification to those asked. */
  public static final String PROPOSAL = "proposal";

  /** Notification to the one who asked. */
  public static final String PROPOSAL_ANSWER = "proposal_answer";

  /** Notification to those asked who had not answered. */
  public static final String PROPOSAL_WITHDRAWN = "proposal_withdrawn";

  private final LedgerCalls calls;
  private final SessionStore sessions;
  private final Proposals proposals;
  private final Connections connections;
  private final ActiveKeys keys;
  private final SignatureCheck signatures;
  private final long requestLifetimeMs;
  private final long longestMs;

  /**
   * @param calls the way to the ledger and to notifications
   * @param sessions tells who takes part in existing sessions
   * @param proposals those that wait
   * @param connections tells who is there
   * @param keys the session keys in memory
   * @param signatures finds signers
   * @param requestLifetime how old a request may be when it is sent
   * @param longest longest time a proposal may wait
   */
  public ProposalMethods(
      LedgerCalls calls,
      SessionStore sessions,
      Proposals proposals,
      Connections connections,
      ActiveKeys keys,
      SignatureCheck signatures,
      Duration requestLifetime,
      Duration longest) {
    this.calls = calls;
    this.sessions = sessions;
    this.proposals = proposals;
    this.connections = connections;
    this.keys = keys;
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
    long now = request.receivedAtMs();
    long expiresAt = expiry(draft, now);
    calls.change(
        request,
        notices -> {
          Set<Address> parties =
              draft.parties(session -> sessions.find(session).filter(AppSession::open));
          checkParty(parties, request.caller());
          signers.forEach(signer -> checkSigner(parties, signer, now));
          Set<Address> asked = draft.asked(parties, request.caller());
          asked.forEach(wallet -> checkParty(parties, wallet));
          Proposal proposal =
              new Proposal(
                  id,
                  request.caller(),
                  draft.payload().text(),
                  draft.signatures(),
                  asked,
                  expiresAt);
          proposals.add(proposal, now);
          asked.forEach(wallet -> notices.add(wallet, PROPOSAL, json(proposal)));
          return JsonObject.builder()
              .put("proposal_id", id.toString())
              .put("expires_at", expiresAt)
              .put("to", addresses(asked))
              .put("connected", addresses(connected(asked)))
              .build();
        });
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
    if (signature != null && !keys.signsFor(signer(id, signature), caller, now)) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    calls.change(
        request,
        notices -> {
          Address proposer = proposals.find(id, now).from();
          Set<Address> missing = proposals.answer(id, caller, now);
          JsonObject told =
              JsonObject.builder()
                  .put("proposal_id", id.toString())
                  .put("from", caller.toString())
                  .putIfPresent("sig", signature)
                  .putIfPresent("refused", answer.refused())
                  .put("waiting_for", addresses(missing))
                  .build();
          notices.add(proposer, PROPOSAL_ANSWER, told);
          return JsonObject.builder()
              .put("proposal_id", id.toString())
              .put("waiting_for", addresses(missing))
              .build();
        });
  }

  /**
   * @param request a withdraw_proposal
   */
  public void withdraw(Request request) {
    checkCaller(request);
    Hash32 id = id(ProposalAnswer.idOf(request.payload().params()));
    calls.change(
        request,
        notices -> {
          JsonObject told = JsonObject.builder().put("proposal_id", id.toString()).build();
          proposals
              .withdraw(id, request.caller(), request.receivedAtMs())
              .forEach(wallet -> notices.add(wallet, PROPOSAL_WITHDRAWN, told));
          return told;
        });
  }

  static JsonObject json(Proposal proposal) {
    return JsonObject.builder()
        .put("proposal_id", proposal.id().toString())
        .put("from", proposal.from().toString())
        .put("req", proposal.req())
        .put("sig", JsonArray.ofStrings(proposal.signatures()))
        .put("to", addresses(proposal.to()))
        .put("expires_at", proposal.expiresAtMs())
        .build();
  }

  /** Unlike most methods these speak for a wallet to others, so a login is not enough. */
  private void checkCaller(Request request) {
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = signatures.first(request);
    if (signer == null || !keys.signsFor(signer, request.caller(), request.receivedAtMs())) {
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
    if (parties.stream().noneMatch(party -> keys.signsFor(signer, party, now))) {
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
