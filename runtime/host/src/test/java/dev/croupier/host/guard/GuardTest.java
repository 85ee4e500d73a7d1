package dev.croupier.host.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.fake.FakeNode;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One test per rule; the nearest case that passes stands beside it where there is one. */
class GuardTest {

  static final Address ME = FakeNode.wallet(1);
  static final Address YOU = FakeNode.wallet(2);
  static final Address STRANGER = FakeNode.wallet(3);
  static final Map<String, Integer> DECIMALS = Map.of("usdc", 6, "eth", 18);
  static final SpendingLimits LIMITS =
      new SpendingLimits(Map.of("usdc", Amount.of(10)), Map.of("usdc", Amount.of(3)));
  static final Guard GUARD =
      new Guard(ME, LIMITS, asset -> Optional.ofNullable(DECIMALS.get(asset)));
  static final SessionDefinition DEFINITION = definition(List.of(ME, YOU), List.of(100L, 0L), 100);
  static final SessionId ID = FakeNode.idOf(DEFINITION);

  static SessionDefinition definition(List<Address> participants, List<Long> weights, long quorum) {
    return new SessionDefinition("x", participants, weights, quorum, 0, 1);
  }

  static Allocation share(Address wallet, String asset, String amount) {
    return new Allocation(wallet, asset, Amount.parse(amount));
  }

  static Allocation usdc(Address wallet, String amount) {
    return share(wallet, "usdc", amount);
  }

  static SessionFacts session(Allocation... shares) {
    return new SessionFacts(ID, DEFINITION, 4, true, Optional.of(List.of(shares)));
  }

  static final SessionFacts THREE_USDC = session(usdc(ME, "1"), usdc(YOU, "2"));

  private static void create(SessionDefinition definition, Allocation... shares) {
    GUARD.checkCreation(new Operation.CreateSession(definition, List.of(shares), Optional.empty()));
  }

  private static void close(SessionFacts session, Allocation... shares) {
    GUARD.checkClose(
        new Operation.CloseSession(ID, List.of(shares), Optional.empty()), Optional.of(session));
  }

  private static void submit(
      SessionFacts session, long version, Operation.Intent intent, Allocation... shares) {
    GUARD.checkState(
        new Operation.SubmitState(ID, intent, version, List.of(shares), Optional.empty()),
        Optional.of(session),
        Optional.of(Map.of("usdc", Amount.of(1))));
  }

  private static void refuses(
      Runnable check, Class<? extends GuardException> rule, String... says) {
    assertThatThrownBy(check::run)
        .isInstanceOfSatisfying(
            rule,
            refusal -> {
              assertThat(refusal.rule()).isNotBlank();
              for (String said : says) {
                assertThat(refusal).hasMessageContaining(said);
              }
            });
  }

  @Test
  void carrying_inASessionWithoutMoney_passesForWhoeverDecidesAlone() {
    assertThatCode(() -> Guard.checkCarrying(session(), ME)).doesNotThrowAnyException();
    assertThatCode(() -> Guard.checkCarrying(session(usdc(ME, "0"), usdc(YOU, "0.00")), ME))
        .doesNotThrowAnyException();
  }

  @Test
  void carrying_whereThereIsTheSmallestUnit_isRefused() {
    refuses(
        () -> Guard.checkCarrying(session(usdc(ME, "0"), usdc(YOU, "0.000001")), ME),
        DecisionRefused.HoldsMoney.class,
        "0.000001 usdc",
        YOU.toString());
  }

  @Test
  void carrying_whereSharesAreUnknown_isRefused() {
    refuses(
        () -> Guard.checkCarrying(new SessionFacts(ID, DEFINITION, 4, true, Optional.empty()), ME),
        ShareRefused.SharesUnknown.class);
  }

  @Test
  void carrying_byTooLittleWeightOrAnOutsider_isRefused() {
    refuses(
        () -> Guard.checkCarrying(session(), YOU), DecisionRefused.WeightBelowQuorum.class, "100");
    refuses(
        () -> Guard.checkCarrying(session(), STRANGER),
        DecisionRefused.ForeignSignature.class,
        STRANGER.toString());
  }

  @Test
  void creation_withinEveryRule_passes() {
    assertThatCode(() -> create(DEFINITION, usdc(ME, "10"), usdc(YOU, "1000000.000001")))
        .doesNotThrowAnyException();
    assertThatCode(() -> create(DEFINITION)).doesNotThrowAnyException();
    assertThatCode(() -> create(DEFINITION, share(ME, "USDC", "0"))).doesNotThrowAnyException();
  }

  @Test
  void creation_beyondTheAllowanceByTheSmallestUnit_isRefused() {
    refuses(
        () -> create(DEFINITION, usdc(ME, "10.000001")),
        SpendingRefused.AllowanceExceeded.class,
        "10.000001",
        "allowance of 10");
    refuses(
        () -> create(DEFINITION, share(ME, "eth", "0.1")),
        SpendingRefused.AllowanceExceeded.class,
        "allowance of 0");
  }

  @Test
  void creation_withoutThisWallet_isRefused() {
    refuses(
        () -> create(definition(List.of(YOU, STRANGER), List.of(1L, 1L), 1)),
        DefinitionRefused.NotParticipant.class,
        ME.toString());
  }

  @Test
  void definition_rules() {
    refuses(
        () -> create(definition(List.of(ME), List.of(1L), 1)),
        DefinitionRefused.TooFewParticipants.class,
        "1 participants",
        "at least 2");
    refuses(
        () -> create(definition(List.of(ME, ME), List.of(1L, 1L), 1)),
        DefinitionRefused.DuplicateParticipant.class,
        ME.toString());
    refuses(
        () -> create(definition(List.of(ME, YOU), List.of(1L), 1)),
        DefinitionRefused.WeightCount.class,
        "1 weights for 2");
    refuses(
        () -> create(definition(List.of(ME, YOU), List.of(1L, -1L), 1)),
        DefinitionRefused.WeightOutOfRange.class,
        "-1");
    refuses(
        () -> create(definition(List.of(ME, YOU), List.of(1L, 2147483648L), 1)),
        DefinitionRefused.WeightOutOfRange.class,
        "2147483648");
    refuses(
        () -> create(definition(List.of(ME, YOU), List.of(50L, 50L), 101)),
        DefinitionRefused.QuorumOutOfRange.class,
        "101",
        "100");
    refuses(
        () -> create(definition(List.of(ME, YOU), List.of(50L, 50L), 0)),
        DefinitionRefused.QuorumOutOfRange.class,
        "0");
    refuses(
        () ->
            create(
                new SessionDefinition(
                    "x", DEFINITION.participants(), DEFINITION.weights(), 100, 0, 1L << 53)),
        DefinitionRefused.NonceOutOfRange.class,
        "9007199254740992");
    refuses(
        () ->
            create(
                new SessionDefinition(
                    "x", DEFINITION.participants(), DEFINITION.weights(), 100, 0, 0)),
        DefinitionRefused.NonceOutOfRange.class,
        "nonce is 0");
    assertThatCode(
            () ->
                create(
                    new SessionDefinition(
                        "x",
                        DEFINITION.participants(),
                        DEFINITION.weights(),
                        100,
                        0,
                        (1L << 53) - 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void shares_rules() {
    refuses(
        () -> create(DEFINITION, usdc(YOU, "-0.000001")),
        ShareRefused.NegativeAmount.class,
        "-0.000001",
        "at least 0");
    refuses(
        () -> create(DEFINITION, usdc(YOU, "0.0000001")),
        ShareRefused.TooPrecise.class,
        "7 fractional digits",
        "6 decimals");
    assertThatCode(() -> create(DEFINITION, usdc(YOU, "0.0000010"))).doesNotThrowAnyException();
    refuses(
        () -> create(DEFINITION, share(YOU, "USDC", "1")),
        ShareRefused.UnknownAsset.class,
        "\"USDC\"");
    refuses(
        () -> create(DEFINITION, usdc(STRANGER, "0")),
        ShareRefused.Outsider.class,
        STRANGER.toString());
    refuses(
        () -> create(DEFINITION, usdc(ME, "6"), usdc(ME, "6")),
        ShareRefused.DuplicateShare.class,
        "usdc");
  }

  @Test
  void creationSigners_rules() {
    var creation =
        new Operation.CreateSession(
            DEFINITION, List.of(usdc(ME, "0"), usdc(YOU, "1")), Optional.empty());
    assertThatCode(() -> Guard.checkCreationSigners(creation, Set.of(YOU)))
        .doesNotThrowAnyException();
    refuses(
        () -> Guard.checkCreationSigners(creation, Set.of(ME)),
        DecisionRefused.MissingSignature.class,
        YOU.toString());
    refuses(
        () -> Guard.checkCreationSigners(creation, Set.of(ME, YOU, STRANGER)),
        DecisionRefused.ForeignSignature.class,
        STRANGER.toString());
  }

  @Test
  void close_thatConservesEverything_passes() {
    assertThatCode(() -> close(THREE_USDC, usdc(ME, "0"), usdc(YOU, "3.000000")))
        .doesNotThrowAnyException();
  }

  @Test
  void close_thatLosesOrMakesTheSmallestUnit_isRefused() {
    refuses(
        () -> close(THREE_USDC, usdc(ME, "0"), usdc(YOU, "2.999999")),
        ShareRefused.NotConserved.class,
        "2.999999",
        "holds 3");
    refuses(
        () -> close(THREE_USDC, usdc(ME, "0.000001"), usdc(YOU, "3")),
        ShareRefused.NotConserved.class,
        "3.000001");
  }

  @Test
  void close_withAnAssetLeftOut_isRefused() {
    refuses(
        () -> close(session(usdc(ME, "1"), share(YOU, "eth", "1")), usdc(ME, "0"), usdc(YOU, "1")),
        ShareRefused.NotConserved.class,
        "eth",
        "add up to 0");
  }

  @Test
  void close_withAnAssetThatIsNotInTheSession_isRefused() {
    refuses(
        () -> close(THREE_USDC, usdc(ME, "1"), usdc(YOU, "2"), share(YOU, "eth", "0")),
        ShareRefused.ForeignAsset.class,
        "\"eth\"",
        "[usdc]");
  }

  @Test
  void close_withoutAParticipant_isRefused() {
    refuses(
        () -> close(THREE_USDC, usdc(YOU, "3")),
        ShareRefused.MissingParticipant.class,
        ME.toString());
  }

  @Test
  void close_ofASessionWithoutMoney_takesZeroSharesOfAnyAsset() {
    assertThatCode(() -> close(session(), usdc(ME, "0"), usdc(YOU, "0")))
        .doesNotThrowAnyException();
    refuses(() -> close(session(), usdc(ME, "0"), usdc(YOU, "1")), ShareRefused.ForeignAsset.class);
  }

  @Test
  void close_ofAnUnknownClosedOrUntoldSession_isRefused() {
    var operation =
        new Operation.CloseSession(ID, List.of(usdc(ME, "1"), usdc(YOU, "2")), Optional.empty());
    refuses(
        () -> GUARD.checkClose(operation, Optional.empty()), DecisionRefused.UnknownSession.class);
    refuses(
        () ->
            GUARD.checkClose(
                operation,
                Optional.of(new SessionFacts(ID, DEFINITION, 4, false, THREE_USDC.shares()))),
        DecisionRefused.SessionNotOpen.class);
    refuses(
        () ->
            GUARD.checkClose(
                operation,
                Optional.of(new SessionFacts(ID, DEFINITION, 4, true, Optional.empty()))),
        ShareRefused.SharesUnknown.class);
    SessionFacts other =
        new SessionFacts(
            SessionId.parse("0x" + "11".repeat(32)), DEFINITION, 4, true, THREE_USDC.shares());
    refuses(
        () -> GUARD.checkClose(operation, Optional.of(other)),
        DecisionRefused.UnknownSession.class);
  }

  @Test
  void state_withAnyVersionButTheNext_isRefused() {
    Allocation[] shares = {usdc(ME, "3"), usdc(YOU, "0")};
    assertThatCode(() -> submit(THREE_USDC, 5, Operation.Intent.OPERATE, shares))
        .doesNotThrowAnyException();
    for (long version : new long[] {Long.MIN_VALUE, 0, 3, 4, 6, Long.MAX_VALUE}) {
      refuses(
          () -> submit(THREE_USDC, version, Operation.Intent.OPERATE, shares),
          DecisionRefused.WrongVersion.class,
          "version " + version,
          "expected 5");
    }
  }

  @Test
  void withdrawal_takesAway_andNeverAdds() {
    assertThatCode(
            () -> submit(THREE_USDC, 5, Operation.Intent.WITHDRAW, usdc(ME, "0"), usdc(YOU, "2")))
        .doesNotThrowAnyException();
    refuses(
        () -> submit(THREE_USDC, 5, Operation.Intent.WITHDRAW, usdc(ME, "0"), usdc(YOU, "2.1")),
        ShareRefused.WrongWay.class,
        "a withdrawal adds nothing",
        "from 2 to 2.1");
    refuses(
        () -> submit(THREE_USDC, 5, Operation.Intent.WITHDRAW, usdc(ME, "1"), usdc(YOU, "2")),
        ShareRefused.NothingMoves.class);
    refuses(
        () -> submit(THREE_USDC, 5, Operation.Intent.WITHDRAW, usdc(ME, "0")),
        ShareRefused.MissingParticipant.class);
  }

  @Test
  void deposit_addsWithinTheAllowance_countingWhatWasPaidInBefore() {
    assertThatCode(
            () -> submit(THREE_USDC, 5, Operation.Intent.DEPOSIT, usdc(ME, "1"), usdc(YOU, "900")))
        .doesNotThrowAnyException();
    Amount allowance = LIMITS.allowanceOf("usdc");
    String atTheLimit = allowance.toString();
    assertThatCode(
            () ->
                submit(
                    THREE_USDC, 5, Operation.Intent.DEPOSIT, usdc(ME, atTheLimit), usdc(YOU, "2")))
        .doesNotThrowAnyException();
    refuses(
        () ->
            submit(
                THREE_USDC,
                5,
                Operation.Intent.DEPOSIT,
                usdc(ME, allowance.plus(Amount.parse("0.000001")).toString()),
                usdc(YOU, "2")),
        SpendingRefused.AllowanceExceeded.class,
        atTheLimit);
    refuses(
        () -> submit(THREE_USDC, 5, Operation.Intent.DEPOSIT, usdc(ME, "0.5"), usdc(YOU, "3")),
        ShareRefused.WrongWay.class,
        "takes nothing away");
    refuses(
        () ->
            GUARD.checkState(
                new Operation.SubmitState(
                    ID,
                    Operation.Intent.DEPOSIT,
                    5,
                    List.of(usdc(ME, "1.5"), usdc(YOU, "2")),
                    Optional.empty()),
                Optional.of(THREE_USDC),
                Optional.empty()),
        SpendingRefused.PaidInUnknown.class);
  }

  @Test
  void quorum_countsEveryParticipantOnce() {
    SessionFacts session =
        new SessionFacts(
            ID, definition(List.of(ME, YOU), List.of(60L, 40L), 100), 1, true, Optional.empty());
    assertThatCode(() -> Guard.checkQuorum(session, List.of(ME, YOU))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Guard.checkQuorum(session, List.of(ME, ME)))
        .isInstanceOfSatisfying(
            DecisionRefused.WeightBelowQuorum.class,
            refusal -> {
              assertThat(refusal.rule()).isEqualTo("quorum");
              assertThat(refusal.weight()).isEqualTo(60);
              assertThat(refusal.quorum()).isEqualTo(100);
            });
    refuses(
        () -> Guard.checkQuorum(session, List.of(ME, YOU, STRANGER)),
        DecisionRefused.ForeignSignature.class);
  }

  @Test
  void transfer_rules() {
    assertThatCode(() -> transfer(YOU, "3")).doesNotThrowAnyException();
    refuses(
        () -> transfer(YOU, "3.000001"), SpendingRefused.TransferLimitExceeded.class, "limit of 3");
    refuses(() -> transfer(YOU, "2", "2"), SpendingRefused.TransferLimitExceeded.class, "4 usdc");
    refuses(() -> transfer(YOU, "0"), SpendingRefused.NothingToTransfer.class);
    refuses(() -> transfer(YOU, "-1"), SpendingRefused.NothingToTransfer.class, "-1 usdc");
    refuses(() -> transfer(YOU), SpendingRefused.NothingToTransfer.class);
    refuses(() -> transfer(ME, "1"), SpendingRefused.TransferToSelf.class, ME.toString());
    refuses(() -> transfer(YOU, "0.0000001"), ShareRefused.TooPrecise.class);
  }

  private static void transfer(Address to, String... amounts) {
    GUARD.checkTransfer(
        new Operation.Transfer(
            to,
            java.util.Arrays.stream(amounts)
                .map(amount -> new AssetAmount("usdc", Amount.parse(amount)))
                .toList()));
  }
}
