// Thinks of a number from 1 to 100 and lets the opponent guess it. Who finds it in seven guesses
// wins the prize.
//
// Settings: opponent (a seat or contact, "bot"), prize ("0"), asset ("usdc").

import type { OnAppMessage, OnSessionCreated } from './types/__name__';

interface State {
  number: number;
  guesses: number;
}

export const messages = './__name__.schema.json';

const GUESSES = 7;

export async function onStart() {
  const { opponent = 'bot', prize = '0', asset = 'usdc' } = client.settings;
  const guesser = client.contacts[opponent];
  if (guesser === undefined) {
    throw new Error(`settings.opponent is "${opponent}", which is no seat and no contact`);
  }
  const request = client.prepareSession({
    participants: [client.address, guesser],
    weights: [100, 0], // we alone decide how the session ends
    quorum: 100,
    allocations: [
      { participant: client.address, asset, amount: prize },
      { participant: guesser, asset, amount: '0' },
    ],
  });
  // The host collects the guesser's signature; it asks the guesser's onSessionInvite.
  await client.createSession(request, [await client.signSessionRequest(request)]);
}

export const onSessionCreated: OnSessionCreated<State> = async (sessionId, session) => {
  session.state = { number: 1 + Math.floor(session.random() * 100), guesses: 0 };
  await session.send('ready', { from: 1, to: 100 });
};

// A constant, not a function declaration: then an editor knows `data` by `type`.
export const onAppMessage: OnAppMessage<State> = async (type, sessionId, data, session) => {
  if (type !== 'guess' || session.sender === client.address) {
    return; // our own messages, which every participant hears
  }
  const { state } = session;
  state.guesses++;
  if (data.number !== state.number) {
    const answer = data.number < state.number ? 'higher' : 'lower';
    await session.send('hint', { guess: data.number, answer });
    return;
  }
  const won = state.guesses <= GUESSES;
  console.log(`${data.number} found in ${state.guesses} guesses: ${won ? 'the prize is won' : 'too late'}`);
  await session.send('hint', { guess: data.number, answer: 'correct' });
  if (won) {
    await session.close(allTo(session.sender, session.allocations));
  } else {
    await session.close(session.allocations);
  }
};

// The prize is what we put in; the opponent put in nothing.
function allTo(winner: string, allocations: readonly Readonly<Croupier.Allocation>[]): Croupier.Allocation[] {
  const prize = allocations.find(({ participant }) => participant === client.address)?.amount ?? '0';
  return allocations.map(({ participant, asset }) => ({
    participant,
    asset,
    amount: participant === winner ? prize : '0',
  }));
}
