// Tic-tac-toe: one app for both sides. The one that opens the session plays x, keeps the time and closes;
// both put in the same stake, and the winner takes it all.
//
// Settings: opponent (a seat or contact; without it the app waits to be invited), stake ("0"), asset
// ("usdc"), level ("hard", or "easy" for moves at random), thinking (ms before a move, 0), patience
// (ms for a move of the other, 30,000).

import { add } from './money.js';
import { bestCell, draw, emptyBoard, isOver, randomCell, turn, winner } from './board.js';

export const messages = './tic-tac-toe.schema.json';

export async function onStart() {
  const { opponent, stake = '0', asset = 'usdc' } = client.settings;
  // After a restart the game goes on in its session; nobody wants a second one.
  if (opponent === undefined || client.getActiveSessions().length > 0) {
    return;
  }
  const other = client.contacts[opponent];
  if (other === undefined) {
    throw new Error(`settings.opponent is "${opponent}", which is no seat and no contact`);
  }
  const participants = [client.address, other];
  const allocations = participants.map((participant) => ({ participant, asset, amount: stake }));
  await client.createSession(client.prepareSession({ participants, allocations }));
}

// The seat's policy and allowance have let it through; what is left to check is that it is fair.
export function onSessionInvite({ participants, allocations }) {
  const [x, o, ...onlookers] = participants.map((participant) => paidBy(participant, allocations));
  return (x === o && onlookers.every((paid) => paid === '')) || 'both players put in the same, and nobody else anything';
}

export async function onSessionCreated(sessionId, session) {
  session.state = { board: emptyBoard() };
  await goOn(session);
}

export async function onAppMessage(type, sessionId, data, session) {
  const { sender, state: { board } } = session;
  if (type === 'refused' && data.player === client.address) {
    console.warn(`the move to ${data.cell} was refused: ${data.reason}`);
  } else if (type === 'move' && sender !== client.address) {
    const mark = markOf(session, sender);
    const reason = mistakeIn(board, mark, data.cell);
    if (reason === undefined) {
      board[data.cell] = mark;
      await goOn(session);
    } else if (isJudge(session, mark)) {
      await session.send('refused', { player: sender, cell: data.cell, reason });
    }
  }
}

export async function onTimer(name, sessionId, data, session) {
  const due = turn(session.state.board);
  if (name === 'thinking') {
    await move(session);
  } else {
    console.log(`${due} took too long`);
    await session.close(wonBy(due === 'x' ? 'o' : 'x', session));
  }
}

export function onSessionClosed(sessionId, finalAllocations, session) {
  const { board } = session.state;
  const result = winner(board);
  console.log(`${draw(board)}: ${result ? `${result} wins` : isOver(board) ? 'a draw' : 'not played to its end'}`);
}

/** What is to be done now that the board has changed. */
async function goOn(session) {
  const { board } = session.state;
  const { thinking = 0, patience = 30000 } = client.settings;
  const mine = markOf(session, client.address);
  if (isOver(board)) {
    session.clearTimer('patience');
    if (mine === 'x') {
      await session.close(wonBy(winner(board), session));
    }
  } else if (turn(board) !== mine) {
    if (mine === 'x') {
      session.setTimer('patience', patience);
    }
  } else if (thinking > 0) {
    session.clearTimer('patience');
    session.setTimer('thinking', thinking);
  } else {
    await move(session);
  }
}

async function move(session) {
  const { board } = session.state;
  const mine = markOf(session, client.address);
  const cell = client.settings.level === 'easy' ? randomCell(board) : bestCell(board, mine);
  board[cell] = mine;
  await Promise.all([session.send('move', { cell }), goOn(session)]);
}

function mistakeIn(board, mark, cell) {
  if (mark === undefined) {
    return 'not a player';
  }
  if (isOver(board)) {
    return 'game over';
  }
  if (turn(board) !== mark) {
    return 'not your turn';
  }
  return board[cell] === '' ? undefined : 'cell taken';
}

/** Of two apps that hear a wrong move one says so: the other player, and x to onlookers. */
function isJudge(session, mark) {
  return markOf(session, client.address) === (mark === 'x' ? 'o' : 'x');
}

function markOf(session, wallet) {
  return ['x', 'o'][session.participants.indexOf(wallet)];
}

function paidBy(participant, allocations) {
  return allocations
    .filter((share) => share.participant === participant && Number(share.amount) > 0)
    .map(({ asset, amount }) => `${amount} ${asset}`)
    .sort()
    .join(', ');
}

/** Everything to the winner, or to everybody what they have put in. */
function wonBy(mark, session) {
  const total = session.allocations.reduce((sum, { amount }) => add(sum, amount), '0');
  return session.allocations.map((share) => ({
    ...share,
    amount: mark === undefined ? share.amount : markOf(session, share.participant) === mark ? total : '0',
  }));
}
