// The player: joins when it is invited and answers every ping.

export const messages = './ping-pong.schema.json';

// Only invites that the seat's policy and allowance let through arrive here.
export function onSessionInvite(invite) {
  return invite.participants.length === 2;
}

// Every participant hears every message, its own included; so react to types, or look at session.sender.
export async function onAppMessage(type, sessionId, data, session) {
  if (type === 'ping') {
    await client.sendMessage(sessionId, 'pong', { from: client.address, replyTo: data.timestamp });
  }
}
