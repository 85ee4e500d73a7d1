// Answers messages by the rules in rules.json. The first rule that fits a message answers it: its type is
// the message's, and the named field matches the regular expression (letter case does not count). In
// answers {{field}} is what the message has there, {{sender}} the sender's wallet, {{time}} the time.

import rules from './rules.json' with { type: 'json' };

export const messages = './auto-responder.schema.json';

const compiled = rules.map((rule) => ({ ...rule, pattern: new RegExp(rule.matches ?? '', 'i') }));

// It never puts in money: its seat needs no allowance.
export const onSessionInvite = () => true;

export async function onAppMessage(type, sessionId, data, session) {
  if (session.sender === client.address) {
    return; // our own answer, which every participant hears
  }
  const rule = compiled.find((each) => each.type === type && each.pattern.test(String(each.field ? (data[each.field] ?? '') : '')));
  if (rule !== undefined) {
    await session.send(rule.reply, filledIn(rule.data, { ...data, sender: session.sender, time: new Date().toISOString() }));
  }
}

/** A copy of a template, however deep, with the values in place. */
function filledIn(template, values) {
  if (typeof template === 'string') {
    return template.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(values[name] ?? ''));
  }
  if (typeof template !== 'object' || template === null) {
    return template;
  }
  return Array.isArray(template)
    ? template.map((each) => filledIn(each, values))
    : Object.fromEntries(Object.entries(template).map(([key, each]) => [key, filledIn(each, values)]));
}
