// Answers each ping with a pong after some work.
import { work } from './work.js';

export const messages = './ping-pong.schema.json';

export function onAppMessage(type, sessionId, data, session) {
  if (type !== 'ping') return;
  const { pieces } = client.settings;
  let sum = 0;
  for (let i = 0; i < pieces; i++) sum += work(data.n + i);
  session.send('pong', { n: data.n, count: Math.max(1, sum % 1000), text: '' });
}
