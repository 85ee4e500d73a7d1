// The app under load: answers each ping with a pong and counts in the session's state.
export const messages = './ping-pong.schema.json';

export const onSessionInvite = () => true;

export const onSessionCreated = (sessionId, session) => {
  // A state of about the size that is asked for, for the measurement of idle sessions.
  const size = client.settings?.stateBytes ?? 0;
  if (size > 0) session.state.ballast = 'x'.repeat(size);
};

export function onAppMessage(type, sessionId, data, session) {
  if (type !== 'ping') return;
  const count = (session.state.count ?? 0) + 1;
  session.state.count = count;
  session.state.last = data.n;
  session.send('pong', { n: data.n, count, text: data.text });
}
