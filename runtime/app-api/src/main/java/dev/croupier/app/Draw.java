package dev.croupier.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Chance that nobody can bend, by commit and reveal: each wallet first shows the hash of a secret,
 * and the secret itself only when all have shown theirs. The outcome follows from all secrets, so a
 * single honest one makes it fair. The same helper hides choices (rock, paper, scissors): what is
 * committed to may have a {@code value} of the app's.
 *
 * <p>A draw is a value: every step gives a new one, to be kept in the session's state. All
 * participants keep their own, fed with the same messages; none trusts another's.
 *
 * <pre>{@code
 * Draw draw = Draw.open(session, "coin", session.participants());
 * session.send("commit", new Commit(draw.commitment()));
 * // on "commit": draw = draw.commit(message.sender(), commit.commitment());
 * //              when draw.phase() has become REVEAL:
 * //              session.send("reveal", new Reveal(draw.mine().salt()));
 * // on "reveal": draw = draw.reveal(message.sender(), reveal.salt());
 * //              when draw.phase() has become DONE: draw.number("side", 2)
 * }</pre>
 *
 * <p>What it cannot do: make the last one reveal. Who does not like the outcome it alone can see
 * already may fall silent; so set a timer, {@link #close} the draw, and let {@link #missing} pay
 * for it.
 *
 * <p>The bytes that are hashed are described in {@code src/docs/chance.md}. A name belongs to one
 * draw of a session: a second draw under the same name would accept the first one's reveals.
 *
 * @param session the session's id
 * @param name which draw of the session; part of every hash
 * @param wallets who takes part, EIP-55 text, in ascending order of their bytes
 * @param commitments what they have committed to, by wallet
 * @param reveals what they have revealed, by wallet
 * @param own this seat's wallet and secret; empty for onlookers. Secret until all have committed
 * @param closed whether nothing more is taken
 */
public record Draw(
    String session,
    String name,
    List<String> wallets,
    Map<String, String> commitments,
    Map<String, Reveal> reveals,
    Optional<Own> own,
    boolean closed) {

  /** The most characters a value may have. */
  public static final int MAX_VALUE_CHARS = 1_000;

  /**
   * What a wallet has committed to.
   *
   * @param salt 32 random bytes, {@code 0x} and 64 hex digits
   * @param value what the app has chosen, {@code ""} where only chance is wanted
   */
  public record Reveal(String salt, String value) {
    /** Without the salt, which is nobody's business before its time. */
    @Override
    public String toString() {
      return "Reveal[value=" + value + "]";
    }
  }

  /**
   * This seat's part.
   *
   * @param wallet its wallet
   * @param reveal its secret
   */
  public record Own(String wallet, Reveal reveal) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Own[wallet=" + wallet + "]";
    }
  }

  /** How far a draw is. */
  public enum Phase {
    /** Commitments are missing. */
    COMMIT,
    /** All have committed, reveals are missing. */
    REVEAL,
    /** All have revealed; there is an outcome. */
    DONE,
    /** It was closed before, and there will be no outcome. */
    CLOSED
  }

  /** Copies lists and maps and checks how wallets and hashes are written. */
  public Draw {
    DrawBytes.checkHash(name, "the session", session);
    List<String> ordered = new ArrayList<>(wallets);
    ordered.forEach(wallet -> DrawBytes.checkWallet(name, wallet));
    ordered.sort(Comparator.comparing(wallet -> wallet.toLowerCase(Locale.ROOT)));
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).equalsIgnoreCase(ordered.get(i - 1))) {
        throw new DrawException.Malformed(
            name, "a wallet", ordered.get(i), "named once, but is named twice");
      }
    }
    if (ordered.isEmpty()) {
      throw new DrawException.Malformed(name, "its list of wallets", "", "not empty");
    }
    wallets = List.copyOf(ordered);
    commitments = Collections.unmodifiableMap(new TreeMap<>(commitments));
    reveals = Collections.unmodifiableMap(new TreeMap<>(reveals));
  }

  /**
   * Opens a draw of pure chance.
   *
   * @param session the session; this seat's secret comes from {@link Session#secret}
   * @param name which draw of the session
   * @param wallets who takes part, in any order
   * @return the draw; nobody has committed yet, this seat neither
   */
  public static Draw open(Session session, String name, List<String> wallets) {
    return open(session, name, wallets, "");
  }

  /**
   * Opens a draw in which this seat hides a choice.
   *
   * @param session the session; this seat's secret comes from {@link Session#secret}
   * @param name which draw of the session
   * @param wallets who takes part, in any order
   * @param value this seat's choice, at most {@value #MAX_VALUE_CHARS} characters
   * @return the draw; nobody has committed yet, this seat neither
   * @throws DrawException.Malformed if the choice is too long
   */
  public static Draw open(Session session, String name, List<String> wallets, String value) {
    boolean takesPart = wallets.stream().anyMatch(session.self()::equalsIgnoreCase);
    return open(
        session.id(),
        name,
        wallets,
        takesPart
            ? Optional.of(new Own(session.self(), new Reveal(session.secret(), value)))
            : Optional.empty());
  }

  /**
   * Opens a draw with a secret from elsewhere, such as a test.
   *
   * @param session the session's id
   * @param name which draw of the session
   * @param wallets who takes part, in any order
   * @param own this seat's wallet and secret; empty for an onlooker
   * @return the draw
   * @throws DrawException.Malformed if a part is not written as it must be
   */
  public static Draw open(String session, String name, List<String> wallets, Optional<Own> own) {
    Draw draw = new Draw(session, name, wallets, Map.of(), Map.of(), own, false);
    own.ifPresent(
        mine -> {
          draw.member(mine.wallet());
          DrawBytes.checkReveal(name, mine.reveal());
        });
    return draw;
  }

  /**
   * @return this seat's commitment, {@code 0x} and 64 hex digits, to be sent to everybody
   * @throws DrawException.NotInDraw if this seat has no part in the draw
   */
  public String commitment() {
    Own mine = ownPart();
    return DrawBytes.commitment(session, name, mine.wallet(), mine.reveal());
  }

  /**
   * Takes in a commitment, this seat's own included.
   *
   * @param wallet the verified sender
   * @param commitment what it sent
   * @return the draw with it
   * @throws DrawException if it is late, a second one, somebody else's or not a hash
   */
  public Draw commit(String wallet, String commitment) {
    String member = member(wallet);
    if (closed) {
      throw new DrawException.TooLate(name, member, "commitment");
    }
    if (commitments.containsKey(member)) {
      throw new DrawException.AlreadyCommitted(name, member);
    }
    DrawBytes.checkHash(name, "the commitment", commitment);
    String written = commitment.toLowerCase(Locale.ROOT);
    commitments.forEach(
        (other, theirs) -> {
          if (theirs.equals(written)) {
            throw new DrawException.CommitmentCopied(name, member, other);
          }
        });
    Map<String, String> more = new TreeMap<>(commitments);
    more.put(member, written);
    return new Draw(session, name, wallets, more, reveals, own, false);
  }

  /**
   * @return this seat's secret, to be sent to everybody now
   * @throws DrawException.TooEarly while somebody has not committed
   * @throws DrawException.NotInDraw if this seat has no part in the draw
   */
  public Reveal mine() {
    Own mine = ownPart();
    List<String> silent = without(commitments.keySet()::contains);
    if (!silent.isEmpty()) {
      throw new DrawException.TooEarly(name, silent);
    }
    return mine.reveal();
  }

  /**
   * Takes in a reveal of pure chance.
   *
   * @param wallet the verified sender
   * @param salt what it sent
   * @return the draw with it
   * @throws DrawException if it is late, a second one, or not what was committed to
   */
  public Draw reveal(String wallet, String salt) {
    return reveal(wallet, new Reveal(salt, ""));
  }

  /**
   * Takes in a reveal, this seat's own included, and compares it with the commitment. It may come
   * before the last commitment, since messages of different senders may overtake each other.
   *
   * @param wallet the verified sender
   * @param reveal what it sent
   * @return the draw with it
   * @throws DrawException if it is late, a second one, or not what was committed to
   */
  public Draw reveal(String wallet, Reveal reveal) {
    String member = member(wallet);
    if (closed) {
      throw new DrawException.TooLate(name, member, "reveal");
    }
    String committed = commitments.get(member);
    if (committed == null) {
      throw new DrawException.NotCommitted(name, member);
    }
    if (reveals.containsKey(member)) {
      throw new DrawException.AlreadyRevealed(name, member);
    }
    DrawBytes.checkReveal(name, reveal);
    String revealed = DrawBytes.commitment(session, name, member, reveal);
    if (!revealed.equals(committed)) {
      throw new DrawException.RevealDiffers(name, member, committed, revealed);
    }
    Map<String, Reveal> more = new TreeMap<>(reveals);
    more.put(member, new Reveal(reveal.salt().toLowerCase(Locale.ROOT), reveal.value()));
    return new Draw(session, name, wallets, commitments, more, own, false);
  }

  /**
   * Takes nothing more: what comes later is too late. Changes nothing if there is an outcome.
   *
   * @return the closed draw; {@link #missing} says who has not done their part
   */
  public Draw close() {
    return phase() == Phase.DONE
        ? this
        : new Draw(session, name, wallets, commitments, reveals, own, true);
  }

  /**
   * @return how far it is
   */
  public Phase phase() {
    if (closed) {
      return Phase.CLOSED;
    }
    if (commitments.size() < wallets.size()) {
      return Phase.COMMIT;
    }
    return reveals.size() < wallets.size() ? Phase.REVEAL : Phase.DONE;
  }

  /**
   * @return who has not committed; once all have, who has not revealed; nobody when it is done
   */
  public List<String> missing() {
    List<String> silent = without(commitments.keySet()::contains);
    return silent.isEmpty() ? without(reveals.keySet()::contains) : silent;
  }

  /**
   * @return what all secrets come to, {@code 0x} and 64 hex digits
   * @throws DrawException.Incomplete while there is no outcome; it names who is missing
   */
  public String seed() {
    if (phase() != Phase.DONE) {
      boolean committed = commitments.size() == wallets.size();
      throw new DrawException.Incomplete(name, committed ? "reveal" : "commitment", missing());
    }
    return DrawBytes.seed(
        session,
        name,
        wallets.stream()
            .map(wallet -> new Own(wallet, Objects.requireNonNull(reveals.get(wallet))))
            .toList());
  }

  /**
   * A number out of the outcome, each equally likely. The same label gives the same number again.
   *
   * @param label what it is for
   * @param bound from 1 to 2^53 - 1
   * @return from 0 to below {@code bound}
   * @throws DrawException.Incomplete while there is no outcome
   * @throws DrawException.Malformed if the bound is out of its range
   */
  public long number(String label, long bound) {
    return new DrawNumbers(name, seed(), label).below(bound);
  }

  /**
   * A list in an order out of the outcome, each order equally likely. The same label gives the same
   * order again.
   *
   * @param <T> of what
   * @param label what it is for
   * @param items the list, which stays as it is
   * @return the shuffled list
   * @throws DrawException.Incomplete while there is no outcome
   */
  public <T> List<T> shuffle(String label, List<T> items) {
    DrawNumbers numbers = new DrawNumbers(name, seed(), label);
    List<T> shuffled = new ArrayList<>(items);
    for (int last = shuffled.size() - 1; last > 0; last--) {
      Collections.swap(shuffled, last, (int) numbers.below(last + 1L));
    }
    return Collections.unmodifiableList(shuffled);
  }

  /** Without anybody's secret. */
  @Override
  public String toString() {
    return "Draw[%s, %d wallets, %d committed, %d revealed, %s]"
        .formatted(name, wallets.size(), commitments.size(), reveals.size(), phase());
  }

  private Own ownPart() {
    return own.orElseThrow(() -> new DrawException.NotInDraw(name, "this seat"));
  }

  private List<String> without(Predicate<String> done) {
    return wallets.stream().filter(done.negate()).toList();
  }

  private String member(String wallet) {
    return wallets.stream()
        .filter(wallet::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new DrawException.NotInDraw(name, wallet));
  }
}
