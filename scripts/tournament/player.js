// A player of the tournament that needs no person: takes part in the draw of the bracket, checks that the
// coordinator keeps to it, and works out the task of each of its matches.
//
// Settings: thinking (ms before an answer; up to a second, at random, unless given).

import { firstRound, take, task } from './bracket.js';

export const messages = './tournament.schema.json';

// The seat's policy and allowance have let it through; what is left to check is that it is fair.
export function onSessionInvite({ from, participants, weights, quorum, allocations }) {
  const decides = participants[weights.findIndex((weight) => weight >= quorum)];
  const fees = new Set(allocations.filter(({ participant }) => participant !== decides).map(({ asset, amount }) => `${amount} ${asset}`));
  return (decides === from && fees.size === 1) || 'the coordinator decides, and all players pay the same fee';
}

export async function onAppMessage(type, sessionId, data, session) {
  const { state, sender } = session;
  const fromCoordinator = sender === session.participants[session.weights.findIndex((weight) => weight >= session.quorum)];
  if (type === 'draw' && fromCoordinator && data.players.includes(client.address)) {
    state.draw = chance.open(session, data.name, { wallets: data.players });
    state.shown = false;
    (state.parts ?? []).forEach((part) => take(part, state.draw));
    await session.send('commit', { draw: data.name, commitment: state.draw.commitment });
  } else if (type === 'commit' || type === 'reveal') {
    // Messages of different senders may overtake each other: this one may be for the draw to come.
    const part = { type, data, sender };
    (state.parts ??= []).push(part);
    take(part, state.draw ?? {});
  } else if (type === 'round' && fromCoordinator) {
    state.round = data;
  }
  await goOn(session);
}

async function goOn(session) {
  const { state } = session;
  const phase = state.draw?.phase;
  if (phase === 'reveal' && !state.shown) {
    state.shown = true;
    await session.send('reveal', { draw: state.draw.name, salt: chance.mine(state.draw).salt });
  } else if (phase === 'done' && state.round !== undefined) {
    const { round } = state;
    delete state.round;
    await play(round, session);
  }
}

async function play({ number, matches }, session) {
  const { draw } = session.state;
  if (number === 1 && JSON.stringify(matches) !== JSON.stringify(firstRound(draw))) {
    await session.send('protest', { reason: `the bracket is not that of draw "${draw.name}"` });
  }
  const match = matches.find((players) => players.includes(client.address));
  if (match?.length === 2) {
    session.setTimer('thinking', client.settings.thinking ?? session.random() * 1_000, { round: number });
  }
}

export async function onTimer(name, sessionId, { round }, session) {
  const [a, b] = task(session.state.draw, round);
  await session.send('solve', { round, answer: a * b });
}

export function onSessionClosed(sessionId, finalAllocations) {
  const { amount, asset } = finalAllocations.find(({ participant }) => participant === client.address);
  if (Number(amount) > 0) {
    console.log(`won ${amount} ${asset}`);
  }
}
