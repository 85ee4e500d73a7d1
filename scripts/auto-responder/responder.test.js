import { test, table, expect } from 'croupier:test';

/** @type {import('croupier:test').SeatOptions} */
const responder = { app: './responder.js', invites: 'always' };

/** What the responder says to a question. */
function answerTo(question) {
  const game = table({ seats: { responder, anna: {} } });
  const anna = game.puppet('anna');
  anna.create({ anna: '0', responder: '0' });
  anna.send('question', question);
  game.run();
  return { text: anna.messages('answer').map(({ data }) => data.text).join('\n'), anna };
}

test('answers by the first rule that fits', () => {
  const { text, anna } = answerTo({ text: 'Hi, what time is it?' });
  expect(text).toBe(`Hello, ${anna.address}!`);
});

test('fills in what the message says', () => {
  expect(answerTo({ text: 'How much?', topic: 'Prices' }).text).toBe('You asked about Prices: everything is one coin.');
  expect(answerTo({ text: 'Why {{text}}?' }).text).toBe('I do not know what to say to: Why {{text}}?');
});

test('tells the time of its turn', () => {
  expect(answerTo({ text: 'The time, please' }).text).toMatch(/^It is 2026-01-01T12:00:00\.\d{3}Z\.$/);
});

test('talks to several at once, and not to itself', () => {
  const caller = { app: './caller.js' };
  const game = table({ seats: { responder, carl: caller, cora: caller } }).run();

  expect(game.sessions()).toHaveLength(2);
  expect(game.sessions().some((session) => game.isOpen(session))).toBe(false);
  expect(game.messages('carl', 'answer')).toHaveLength(3);
  expect(game.sent('responder', 'answer')).toHaveLength(6);
});
