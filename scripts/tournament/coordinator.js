// The coordinator of a knock-out tournament: collects the entry fees, has the bracket drawn by all
// players together, judges the matches, and pays the first three 50, 30 and 20 percent.
// It alone decides (weights 0, …, 0, 100).
//
// Settings: players (seats or contacts), fee ("5"), asset ("usdc"), patience (ms without a part in the
// draw or a right answer, 30,000).

import { firstRound, pairs, take, task } from './bracket.js';
import { split, sum } from './money.js';

export const messages = './tournament.schema.json';

const PRIZES = [50, 30, 20];
const RETRY_MS = 2_000;

export async function onStart() {
  const { players, fee = '5', asset = 'usdc' } = client.settings;
  const wallets = players.map(walletOf);
  // After a restart the tournament goes on in its session; nobody wants a second one.
  if (client.getActiveSessions().length > 0) {
    return;
  }
  const request = client.prepareSession({
    participants: [...wallets, client.address],
    weights: [...wallets.map(() => 0), 100],
    quorum: 100,
    allocations: [
      ...wallets.map((participant) => ({ participant, asset, amount: fee })),
      { participant: client.address, asset, amount: '0' },
    ],
  });
  try {
    await client.createSession(request);
  } catch (e) {
    console.warn('no tournament yet:', e);
    setTimeout(onStart, RETRY_MS);
  }
}

export async function onSessionCreated(sessionId, session) {
  session.state = { draws: 0, round: 0 };
  await openDraw(session, session.participants.filter((wallet) => wallet !== client.address));
}

export async function onAppMessage(type, sessionId, data, session) {
  const { state, sender } = session;
  if (type === 'commit' || type === 'reveal') {
    const before = state.draw.missing.length;
    take({ type, data, sender }, state.draw);
    if (state.round === 0 && state.draw.phase === 'done') {
      session.clearTimer('draw');
      await openRound(session, firstRound(state.draw));
    } else if (state.draw.missing.length !== before) {
      session.setTimer('draw', patience()); // it goes on
    }
  } else if (type === 'protest') {
    console.warn(`${sender} protests: ${data.reason}`);
  } else if (type === 'solve' && data.round === state.round) {
    const [a, b] = task(state.draw, state.round);
    const match = state.matches.find(({ players }) => players.includes(sender));
    if (match !== undefined && match.winner === undefined && data.answer === a * b) {
      match.winner = sender; // messages are handled one after the other: the first that is right
      session.setTimer('round', patience());
      await goOn(session);
    }
  }
}

export async function onTimer(name, sessionId, data, session) {
  const { state } = session;
  if (name === 'draw') {
    // Who did not do its part is out, with its fee: it may have disliked what it alone could see.
    chance.close(state.draw);
    const { missing, wallets } = state.draw;
    console.log(`${missing.length} players are out for not taking part in the draw`);
    await openDraw(session, wallets.filter((wallet) => !missing.includes(wallet)));
  } else if (name === 'round') {
    state.matches.forEach((match) => (match.winner ??= match.players[0]));
    await goOn(session);
  } else {
    await payOut(session);
  }
}

export function onSessionClosed(sessionId, finalAllocations) {
  const paid = finalAllocations.filter(({ amount }) => Number(amount) > 0);
  console.log(`paid out: ${paid.map(({ participant, amount }) => `${amount} to ${participant}`).join(', ')}`);
}

async function openDraw(session, players) {
  const { state } = session;
  if (players.length < 2) {
    console.log('too few players; everybody gets the fee back');
    await session.close(session.allocations);
    return;
  }
  state.draws += 1;
  state.draw = chance.open(session, `bracket ${state.draws}`, { wallets: players });
  session.setTimer('draw', patience());
  await session.send('draw', { name: state.draw.name, players });
}

async function openRound(session, matches) {
  const { state } = session;
  state.round += 1;
  // Who has no opponent has won.
  state.matches = matches.map((players) => (players.length === 1 ? { players, winner: players[0] } : { players }));
  session.setTimer('round', patience());
  await session.send('round', { number: state.round, matches });
}

/** After each match: the next round, or the prizes. */
async function goOn(session) {
  const { matches, draw } = session.state;
  if (matches.some(({ winner }) => winner === undefined)) {
    return;
  }
  const winners = matches.map(({ winner }) => winner);
  const losers = matches.flatMap(({ players, winner }) => players.filter((player) => player !== winner));
  const lastRound = session.state.final || draw.wallets.length === 2;
  if (lastRound) {
    session.clearTimer('round');
    // The final, then the match for the third place, if there was one.
    session.state.ranking = [winners[0], losers[0], ...winners.slice(1)];
    await payOut(session);
  } else if (winners.length === 2) {
    session.state.final = true;
    await openRound(session, [winners, losers]);
  } else {
    await openRound(session, pairs(winners));
  }
}

async function payOut(session) {
  const { ranking } = session.state;
  const prizes = split(sum(session.allocations.map(({ amount }) => amount)), PRIZES.slice(0, ranking.length));
  const prizeOf = (wallet) => prizes[ranking.indexOf(wallet)] ?? '0';
  // Once more if the node does not answer; a session that is closed has no timers.
  session.setTimer('payment', 30_000);
  await session.close(session.allocations.map((share) => ({ ...share, amount: prizeOf(share.participant) })));
}

const patience = () => client.settings.patience ?? 30_000;

function walletOf(name) {
  const wallet = client.contacts[name];
  if (wallet === undefined) {
    throw new Error(`settings.players names "${name}", which is no seat and no contact`);
  }
  return wallet;
}
