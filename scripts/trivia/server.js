// The server of a trivia game: invites the players, asks, judges, and pays out 50, 30 and 20 percent.
// It alone decides (weights 0, 0, 0, 100); the players trust it with the questions and the prizes.
//
// Settings: players (seats or contacts), stake ("1"), asset ("usdc"), rounds (3), patience (ms for an
// answer, 10,000), pause (ms between rounds, 0).

import questions from './questions.json' with { type: 'json' };
import { split, sum } from './money.js';

export const messages = './trivia.schema.json';

const POINTS = [3, 2, 1];
const PRIZES = [50, 30, 20];

const RETRY_MS = 2_000;

export async function onStart() {
  const { players, stake = '1', asset = 'usdc' } = client.settings;
  const wallets = players.map(walletOf);
  // After a restart the game goes on in its session; nobody wants a second one.
  if (client.getActiveSessions().length > 0) {
    return;
  }
  const request = client.prepareSession({
    participants: [...wallets, client.address],
    weights: [...wallets.map(() => 0), 100],
    quorum: 100,
    allocations: [
      ...wallets.map((participant) => ({ participant, asset, amount: stake })),
      { participant: client.address, asset, amount: '0' },
    ],
  });
  try {
    await client.createSession(request);
  } catch (e) {
    console.warn('no game yet:', e);
    setTimeout(onStart, RETRY_MS); // a player is not there yet, or thinks it over
  }
}

export async function onSessionCreated(sessionId, session) {
  // since: who reached a score earlier is ahead of who reached the same score later.
  const standings = playersOf(session).map((player) => ({ player, score: 0, since: 0 }));
  session.state = { round: 0, asking: false, answers: [], standings, counter: 0 };
  await ask(session);
}

export async function onAppMessage(type, sessionId, { round, choice }, session) {
  const { state, sender } = session;
  const counts = type === 'answer' && state.asking && round === state.round && playersOf(session).includes(sender);
  if (!counts || state.answers.some(({ player }) => player === sender)) {
    return; // too late, a second try, or our own message
  }
  // Messages are handled one after the other; their order here is the order of the game.
  state.answers.push({ player: sender, choice });
  if (state.answers.length === playersOf(session).length) {
    await judge(session);
  }
}

export async function onTimer(name, sessionId, data, session) {
  await { patience: judge, pause: ask, payment: payOut }[name](session);
}

export function onSessionClosed(sessionId, finalAllocations) {
  console.log('paid out:', finalAllocations.map(({ amount }) => amount).join(', '));
}

async function ask(session) {
  const { state } = session;
  const { patience = 10_000 } = client.settings;
  state.round += 1;
  state.asking = true;
  state.answers = [];
  const { text, choices } = question(state.round);
  session.setTimer('patience', patience);
  await session.send('question', { round: state.round, text, choices });
}

async function judge(session) {
  const { state } = session;
  const { rounds = 3, pause = 0 } = client.settings;
  const { correct } = question(state.round);
  state.asking = false;
  session.clearTimer('patience');
  const order = state.answers.filter(({ choice }) => choice === correct).map(({ player }) => player);
  order.forEach((player, place) => {
    const standing = state.standings.find((each) => each.player === player);
    standing.score += POINTS[place] ?? 0;
    standing.since = ++state.counter;
  });
  const scores = Object.fromEntries(state.standings.map(({ player, score }) => [player, score]));
  const sent = session.send('result', { round: state.round, correct, order, scores });
  if (state.round === rounds) {
    await Promise.all([sent, payOut(session)]);
  } else {
    session.setTimer('pause', pause);
    await sent;
  }
}

async function payOut(session) {
  const ranking = session.state.standings.toSorted((a, b) => b.score - a.score || a.since - b.since);
  const prizes = split(sum(session.allocations.map(({ amount }) => amount)), PRIZES);
  const prizeOf = (wallet) => prizes[ranking.findIndex(({ player }) => player === wallet)] ?? '0';
  // Once more if the node does not answer; a session that is closed has no timers.
  session.setTimer('payment', 30_000);
  await session.send('prizes', { ranking: ranking.map(({ player }) => ({ player, prize: prizeOf(player) })) });
  await session.close(session.allocations.map((share) => ({ ...share, amount: prizeOf(share.participant) })));
}

const question = (round) => questions[(round - 1) % questions.length];

const playersOf = (session) => session.participants.filter((wallet) => wallet !== client.address);

function walletOf(name) {
  const wallet = client.contacts[name];
  if (wallet === undefined) {
    throw new Error(`settings.players names "${name}", which is no seat and no contact`);
  }
  return wallet;
}
