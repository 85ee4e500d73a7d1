// Somebody to try the responder with: opens a session without money, asks, and closes.
//
// Settings: responder (a seat or contact, "responder"), questions (a list of texts).

export const messages = './auto-responder.schema.json';

export async function onStart() {
  if (client.getActiveSessions().length === 0) {
    const participants = [client.address, client.contacts[client.settings.responder ?? 'responder']];
    const allocations = participants.map((participant) => ({ participant, asset: 'usdc', amount: '0' }));
    await client.createSession(client.prepareSession({ participants, allocations }));
  }
}

export async function onSessionCreated(sessionId, session) {
  session.state = { asked: 0 };
  await askNext(session);
}

export async function onAppMessage(type, sessionId, data, session) {
  if (type === 'answer') {
    await askNext(session);
  }
}

async function askNext(session) {
  const { questions = ['Hello there', 'What time is it?', 'Why?'] } = client.settings;
  const { asked } = session.state;
  if (asked < questions.length) {
    session.state.asked = asked + 1;
    await session.send('question', { text: questions[asked] });
  } else {
    await session.close(session.allocations);
  }
}
