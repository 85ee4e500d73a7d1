// An opponent that halves what is left.

/** @typedef {{ low: number, high: number }} State */

export const messages = './__name__.schema.json';

// Only invites that the seat's policy and allowance let through arrive here.
/** @type {Croupier.OnSessionInvite} */
export const onSessionInvite = (invite) => invite.participants.length === 2;

/** @type {import('./types/bot').OnAppMessage<State>} */
export const onAppMessage = async (type, sessionId, data, session) => {
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

/** @param {import('./types/bot').Session<State>} session */
async function guess(session) {
  const { low, high } = session.state;
  await session.send('guess', { number: Math.floor((low + high) / 2) });
}
