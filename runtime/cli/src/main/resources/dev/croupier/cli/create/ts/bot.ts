// An opponent that halves what is left.

import type { OnAppMessage, Session } from './types/bot';

interface State {
  low: number;
  high: number;
}

export const messages = './__name__.schema.json';

// Only invites that the seat's policy and allowance let through arrive here.
export const onSessionInvite: Croupier.OnSessionInvite = (invite) => invite.participants.length === 2;

export const onAppMessage: OnAppMessage<State> = async (type, sessionId, data, session) => {
  if (session.sender === client.address) {
    return;
  }
  if (type === 'ready') {
    session.state = { low: data.from, high: data.to };
    await guess(session);
  } else if (type === 'hint' && data.answer !== 'correct') {
    if (data.answer === 'higher') {
      session.state.low = data.guess + 1;
    } else {
      session.state.high = data.guess - 1;
    }
    await guess(session);
  }
};

async function guess(session: Session<State>): Promise<void> {
  const { low, high } = session.state;
  await session.send('guess', { number: Math.floor((low + high) / 2) });
}
