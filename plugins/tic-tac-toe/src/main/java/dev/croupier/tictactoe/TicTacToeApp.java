package dev.croupier.tictactoe;

import dev.croupier.app.Allocation;
import dev.croupier.app.Client;
import dev.croupier.app.Invite;
import dev.croupier.app.Message;
import dev.croupier.app.MessageTypes;
import dev.croupier.app.Session;
import dev.croupier.app.SessionApp;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pf4j.Extension;

/**
 * Tic-tac-toe: one app for both sides. The one that opens the session plays x, keeps the time and
 * closes; both put in the same stake, and the winner takes it all. The whole game is the session's
 * state, so it survives reload and restart; the app has no fields, which would not.
 */
@Extension
public final class TicTacToeApp implements SessionApp {

  private static final String THINKING = "thinking";
  private static final String PATIENCE = "patience";
  private static final long DEFAULT_PATIENCE_MS = 30_000;

  @Override
  public MessageTypes messages() {
    return MessageTypes.fromResource("tic-tac-toe.schema.json");
  }

  @Override
  public void onStart(Client client) {
    Settings settings = client.settings(Settings.class);
    // After a restart the game goes on in its session; nobody wants a second one.
    if (settings.opponent().isEmpty() || !client.activeSessions().isEmpty()) {
      return;
    }
    String opponent = settings.opponent().get();
    String other =
        client.contact(opponent).orElseThrow(() -> new UnknownOpponentException(opponent));
    BigDecimal stake = settings.stake().orElse(BigDecimal.ZERO);
    String asset = settings.asset().orElse("usdc");
    client.createSession(
        client.prepareSession(
            SessionTerms.decidedByFirst(List.of(client.address(), other)),
            List.of(
                new Allocation(client.address(), asset, stake),
                new Allocation(other, asset, stake))),
        List.of());
  }

  /**
   * The seat's policy and allowance have let it through; what is left to check is that it is fair.
   */
  @Override
  public boolean onSessionInvite(Invite invite) {
    List<String> participants = invite.request().terms().participants();
    List<Allocation> paid = invite.request().allocations();
    return paidBy(participants.get(0), paid).equals(paidBy(participants.get(1), paid))
        && participants.stream().skip(2).allMatch(onlooker -> paidBy(onlooker, paid).isEmpty());
  }

  private static Map<String, BigDecimal> paidBy(String participant, List<Allocation> allocations) {
    return allocations.stream()
        .filter(share -> share.participant().equals(participant) && share.amount().signum() > 0)
        .collect(
            Collectors.toMap(
                Allocation::asset, share -> share.amount().stripTrailingZeros(), BigDecimal::add));
  }

  @Override
  public void onSessionCreated(Session session) {
    goOn(session, Board.EMPTY);
  }

  @Override
  public void onAppMessage(Message message, Session session) {
    if (message.is("refused")) {
      Refused refused = message.as(Refused.class);
      if (refused.player().equals(session.self())) {
        session.log("the move to " + refused.cell() + " was refused: " + refused.reason());
      }
    } else if (message.is("move") && !message.sender().equals(session.self())) {
      moved(message.sender(), message.as(Move.class).cell(), session);
    }
  }

  private void moved(String sender, int cell, Session session) {
    Board board = board(session);
    Optional<Mark> mark = markOf(sender, session);
    Optional<String> mistake = mistake(board, mark, cell);
    if (mistake.isEmpty()) {
      goOn(session, board.with(cell, mark.orElseThrow()));
    } else if (isJudge(session, mark)) {
      session.send("refused", new Refused(sender, cell, mistake.get()));
    }
  }

  @Override
  public void onTimer(Timer timer, Session session) {
    Board board = board(session);
    if (timer.name().equals(THINKING)) {
      move(session, board);
    } else {
      Mark late = board.turn();
      session.log(late + " took too long");
      session.close(wonBy(Optional.of(late.other()), session));
    }
  }

  @Override
  public void onSessionClosed(Session session, List<Allocation> finalAllocations) {
    Board board = board(session);
    String result =
        board
            .winner()
            .map(mark -> mark + " wins")
            .orElse(board.isOver() ? "a draw" : "not played to its end");
    session.log(board + ": " + result);
  }

  /** What is to be done now that the board has changed. */
  private void goOn(Session session, Board board) {
    session.setState(board);
    Settings settings = session.client().settings(Settings.class);
    Duration thinking = Duration.ofMillis(settings.thinking().orElse(0L));
    Optional<Mark> mine = markOf(session.self(), session);
    boolean opened = mine.equals(Optional.of(Mark.X));
    if (board.isOver()) {
      session.cancelTimer(PATIENCE);
      if (opened) {
        session.close(wonBy(board.winner(), session));
      }
    } else if (!mine.equals(Optional.of(board.turn()))) {
      if (opened) {
        session.setTimer(
            PATIENCE, Duration.ofMillis(settings.patience().orElse(DEFAULT_PATIENCE_MS)));
      }
    } else if (thinking.isPositive()) {
      session.cancelTimer(PATIENCE);
      session.setTimer(THINKING, thinking);
    } else {
      move(session, board);
    }
  }

  private void move(Session session, Board board) {
    Mark mine = board.turn();
    Settings settings = session.client().settings(Settings.class);
    boolean easy = settings.level().equals(Optional.of("easy"));
    int cell = easy ? board.randomCell(session.random()) : board.bestCell(mine);
    session.send("move", new Move(cell));
    goOn(session, board.with(cell, mine));
  }

  private static Optional<String> mistake(Board board, Optional<Mark> mark, int cell) {
    if (mark.isEmpty()) {
      return Optional.of("not a player");
    }
    if (board.isOver()) {
      return Optional.of("game over");
    }
    if (board.turn() != mark.get()) {
      return Optional.of("not your turn");
    }
    return board.isFree(cell) ? Optional.empty() : Optional.of("cell taken");
  }

  /** Of two apps that hear a wrong move one says so: the other player, and x to onlookers. */
  private static boolean isJudge(Session session, Optional<Mark> mark) {
    Mark judge = mark.equals(Optional.of(Mark.X)) ? Mark.O : Mark.X;
    return markOf(session.self(), session).equals(Optional.of(judge));
  }

  private static Optional<Mark> markOf(String wallet, Session session) {
    return switch (session.participants().indexOf(wallet)) {
      case 0 -> Optional.of(Mark.X);
      case 1 -> Optional.of(Mark.O);
      default -> Optional.empty();
    };
  }

  private static Board board(Session session) {
    return session.state(Board.class, Board.EMPTY);
  }

  /** Everything to the winner, or to everybody what they have put in. */
  private static List<Allocation> wonBy(Optional<Mark> winner, Session session) {
    if (winner.isEmpty()) {
      return session.allocations();
    }
    BigDecimal total =
        session.allocations().stream()
            .map(Allocation::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return session.allocations().stream()
        .map(
            share ->
                new Allocation(
                    share.participant(),
                    share.asset(),
                    markOf(share.participant(), session).equals(winner) ? total : BigDecimal.ZERO))
        .toList();
  }
}
