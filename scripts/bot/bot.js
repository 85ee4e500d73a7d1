// A bot that plays what it is invited to: ping-pong and tic-tac-toe, against anybody. It opens nothing
// and decides nothing about money; what it may put in is its seat's allowance.
//
// Settings: games (how many at once, 10).

import pingPong from './ping-pong.schema.json' with { type: 'json' };
import ticTacToe from './tic-tac-toe.schema.json' with { type: 'json' };
import { bestCell, emptyBoard, isOver, turn } from './board.js';

export const messages = {
  properties: { ...pingPong.properties, ...ticTacToe.properties },
  $defs: { ...pingPong.$defs, ...ticTacToe.$defs },
};

export function onSessionInvite({ participants }) {
  if (participants.length !== 2) {
    return 'games for two only';
  }
  return client.getActiveSessions().length < (client.settings.games ?? 10) || 'too many games at once, come back later';
}

const ANSWERS = {
  ping: (data, session) => session.send('pong', { from: client.address, replyTo: data.timestamp }),
  move: answerMove,
  refused: ({ player, cell, reason }) => player === client.address && console.warn(`the move to ${cell} was refused: ${reason}`),
};

export async function onAppMessage(type, sessionId, data, session) {
  if (session.sender !== client.address) {
    await ANSWERS[type]?.(data, session);
  }
}

export function onSessionClosed(sessionId, finalAllocations) {
  const mine = finalAllocations.filter(({ participant }) => participant === client.address);
  console.log(`a game is over; mine: ${mine.map(({ amount, asset }) => `${amount} ${asset}`).join(', ') || 'nothing'}`);
}

/** The one that opened the session is x and begins; the bot is o. */
async function answerMove({ cell }, session) {
  session.state.board ??= emptyBoard();
  const { board } = session.state;
  if (isOver(board) || turn(board) !== 'x' || board[cell] !== '') {
    const reason = isOver(board) ? 'game over' : turn(board) !== 'x' ? 'not your turn' : 'cell taken';
    await session.send('refused', { player: session.sender, cell, reason });
    return;
  }
  board[cell] = 'x';
  if (!isOver(board)) {
    const answer = bestCell(board, 'o');
    board[answer] = 'o';
    await session.send('move', { cell: answer });
  }
}
