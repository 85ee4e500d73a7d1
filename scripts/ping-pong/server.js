// The server: opens a session with its opponent, sends pings one after another, measures how long
// each pong takes, and closes. Both sides put in a stake; a player who answers every ping wins both.
//
// Settings: opponent (a seat or contact, "player"), rounds (3), stake ("0"), asset ("usdc").

import { add } from './money.js';

export const messages = './ping-pong.schema.json';

const PATIENCE_MS = 5000;

export async function onStart() {
  if (client.getActiveSessions().length > 0) {
    return; // started again in the middle of a game, which goes on by itself
  }
  const { opponent = 'player', stake = '0', asset = 'usdc' } = client.settings;
  const player = client.contacts[opponent];
  if (player === undefined) {
    throw new Error(`settings.opponent is "${opponent}", which is no seat and no contact`);
  }
  const request = client.prepareSession({
    participants: [client.address, player],
    weights: [100, 0], // the server alone decides how the session ends
    quorum: 100,
    allocations: [
      { participant: client.address, asset, amount: stake },
      { participant: player, asset, amount: stake },
    ],
  });
  // The host collects the player's signature; it asks the player's onSessionInvite.
  await client.createSession(request, [await client.signSessionRequest(request)]);
}

export async function onSessionCreated(sessionId, session) {
  session.state = { rounds: client.settings.rounds ?? 3, latencies: [] };
  await ping(session);
}

async function ping(session) {
  session.setTimer('overdue', PATIENCE_MS);
  await session.send('ping', { from: client.address, timestamp: Date.now() });
}

export async function onAppMessage(type, sessionId, data, session) {
  if (type !== 'pong' || session.sender === client.address) {
    return; // our own ping, which every participant hears
  }
  const { state } = session;
  state.latencies.push(Date.now() - data.replyTo);
  console.log(`pong ${state.latencies.length} of ${state.rounds} from ${short(session.sender)} after ${state.latencies.at(-1)} ms`);
  if (state.latencies.length < state.rounds) {
    await ping(session);
  } else {
    session.clearTimer('overdue');
    await session.close(wonBy(session.sender, session.allocations));
  }
}

export async function onTimer(name, sessionId, data, session) {
  console.warn(`no pong within ${PATIENCE_MS} ms; everybody gets the stake back`);
  await session.close(session.allocations);
}

export function onSessionClosed(sessionId, finalAllocations, session) {
  const { latencies } = session.state;
  const average = latencies.reduce((sum, ms) => sum + ms, 0) / Math.max(latencies.length, 1);
  const shares = finalAllocations.map(({ participant, asset, amount }) => `${short(participant)} ${amount} ${asset}`);
  console.log(`closed after ${latencies.length} round trips, ${average.toFixed(1)} ms on average; ${shares.join(', ')}`);
}

// The winner gets everything in the session. Totals stay as they are, or the guard would refuse.
function wonBy(winner, allocations) {
  const total = allocations.reduce((sum, { amount }) => add(sum, amount), '0');
  return allocations.map(({ participant, asset }) => ({
    participant,
    asset,
    amount: participant === winner ? total : '0',
  }));
}

function short(address) {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
