// Plays some rounds, then closes.
export const messages = './ping-pong.schema.json';
const ROUNDS = 10;

export async function onStart() {
  const participants = [client.address, client.contacts.player];
  const allocations = participants.map((participant) => ({ participant, asset: 'usdc', amount: '1' }));
  const request = client.prepareSession({ participants, weights: [50, 50], quorum: 100, allocations });
  await client.createSession(request, [await client.signSessionRequest(request)]);
}

export const onSessionCreated = (sessionId, session) => session.send('ping', { n: 0, text: '' });

export function onAppMessage(type, sessionId, data, session) {
  if (type === 'pong' && data.n + 1 < ROUNDS) session.send('ping', { n: data.n + 1, text: '' });
}
