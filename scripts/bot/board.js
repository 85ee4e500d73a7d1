// The rules of the board: nine cells, each 'x', 'o' or '', and x begins.

const LINES = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];
const BEST_FIRST = [4, 0, 2, 6, 8, 1, 3, 5, 7];

export const emptyBoard = () => Array(9).fill('');

/** Whose turn it is. */
export const turn = (board) => (free(board).length % 2 === 1 ? 'x' : 'o');

/** Who has three in a row: 'x', 'o' or undefined. */
export function winner(board) {
  const line = LINES.find(([a, b, c]) => board[a] !== '' && board[a] === board[b] && board[b] === board[c]);
  return line && board[line[0]];
}

export const isOver = (board) => winner(board) !== undefined || free(board).length === 0;

/** Where to go: win, else keep the other from winning, else the best cell that is free. */
export function bestCell(board, mark) {
  const other = mark === 'x' ? 'o' : 'x';
  const wins = (who) => free(board).find((cell) => winner(board.with(cell, who)) === who);
  return wins(mark) ?? wins(other) ?? BEST_FIRST.find((cell) => board[cell] === '');
}

/** Any cell that is free. */
export function randomCell(board) {
  const cells = free(board);
  return cells[Math.floor(Math.random() * cells.length)];
}

export function draw(board) {
  const cell = (i) => board[i] || '.';
  return [0, 3, 6].map((i) => `${cell(i)}${cell(i + 1)}${cell(i + 2)}`).join(' ');
}

function free(board) {
  return board.keys().filter((cell) => board[cell] === '').toArray();
}
