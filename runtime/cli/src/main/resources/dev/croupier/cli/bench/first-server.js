// Opens a session and says one thing.
export const messages = { hello: {} };

export async function onStart() {
  const participants = [client.address, client.contacts.player];
  const allocations = participants.map((participant) => ({ participant, asset: 'usdc', amount: '0' }));
  const request = client.prepareSession({ participants, weights: [100, 0], quorum: 100, allocations });
  await client.createSession(request, [await client.signSessionRequest(request)]);
}

export const onSessionCreated = (sessionId, session) => session.send('hello', {});
