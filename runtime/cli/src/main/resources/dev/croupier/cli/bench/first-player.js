// Tells that it has heard something.
export const messages = { hello: {} };
export const onSessionInvite = () => true;

export function onAppMessage(type, sessionId, data, session) {
  session.log('the first message was handled');
}
