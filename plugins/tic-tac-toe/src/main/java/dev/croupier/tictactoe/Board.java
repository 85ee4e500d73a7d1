package dev.croupier.tictactoe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Nine cells, row by row; the whole durable state of a game.
 *
 * @param cells each with its mark, if it has one
 */
public record Board(List<Optional<Mark>> cells) {

  /** As it is before the first move. */
  public static final Board EMPTY = new Board(Collections.nCopies(9, Optional.empty()));

  private static final List<List<Integer>> LINES =
      List.of(
          List.of(0, 1, 2),
          List.of(3, 4, 5),
          List.of(6, 7, 8),
          List.of(0, 3, 6),
          List.of(1, 4, 7),
          List.of(2, 5, 8),
          List.of(0, 4, 8),
          List.of(2, 4, 6));

  private static final List<Integer> BEST_FIRST = List.of(4, 0, 2, 6, 8, 1, 3, 5, 7);

  /** Copies the list. */
  public Board {
    cells = List.copyOf(cells);
  }

  /**
   * @param cell a cell
   * @param mark what goes there
   * @return the board with it
   */
  public Board with(int cell, Mark mark) {
    List<Optional<Mark>> changed = new ArrayList<>(cells);
    changed.set(cell, Optional.of(mark));
    return new Board(changed);
  }

  /**
   * @param cell a cell
   * @return whether nothing is there
   */
  public boolean isFree(int cell) {
    return cells.get(cell).isEmpty();
  }

  /**
   * @return whose turn it is
   */
  public Mark turn() {
    return free().size() % 2 == 1 ? Mark.X : Mark.O;
  }

  /**
   * @return who has three in a row
   */
  public Optional<Mark> winner() {
    for (Mark mark : Mark.values()) {
      for (List<Integer> line : LINES) {
        if (line.stream().allMatch(cell -> cells.get(cell).equals(Optional.of(mark)))) {
          return Optional.of(mark);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * @return whether somebody has won or nothing is free
   */
  public boolean isOver() {
    return winner().isPresent() || free().isEmpty();
  }

  /**
   * Where to go: win, else keep the other from winning, else the best cell that is free.
   *
   * @param mark whose move it is
   * @return a free cell
   */
  public int bestCell(Mark mark) {
    return winningCell(mark)
        .or(() -> winningCell(mark.other()))
        .orElseGet(() -> BEST_FIRST.stream().filter(this::isFree).findFirst().orElseThrow());
  }

  private Optional<Integer> winningCell(Mark mark) {
    return free().stream()
        .filter(cell -> with(cell, mark).winner().equals(Optional.of(mark)))
        .findFirst();
  }

  /**
   * @param random a turn's
   * @return any free cell
   */
  public int randomCell(RandomGenerator random) {
    List<Integer> free = free();
    return free.get(random.nextInt(free.size()));
  }

  private List<Integer> free() {
    return IntStream.range(0, cells.size()).filter(this::isFree).boxed().toList();
  }

  /** Three rows, {@code X.O .X. ..O}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int cell = 0; cell < cells.size(); cell++) {
      text.append(cell > 0 && cell % 3 == 0 ? " " : "");
      text.append(cells.get(cell).map(Mark::name).orElse("."));
    }
    return text.toString();
  }
}
