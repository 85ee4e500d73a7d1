// A player of trivia that needs no person: it thinks for a while and chooses. A front-end would show the
// question instead and send what was clicked.
//
// Settings: choices (what to choose in round 1, 2, …; at random unless given), thinking (ms before an
// answer, 500).

export const messages = './trivia.schema.json';

// The seat's policy and allowance have let it through; what is left to check is that it is fair.
export function onSessionInvite({ from, participants, weights, quorum, allocations }) {
  const decides = participants[weights.findIndex((weight) => weight >= quorum)];
  const stakes = new Set(allocations.filter(({ participant }) => participant !== decides).map(({ asset, amount }) => `${amount} ${asset}`));
  return (decides === from && stakes.size === 1) || 'the server decides, and all players put in the same';
}

export async function onAppMessage(type, sessionId, data, session) {
  if (session.sender !== serverOf(session)) {
    return; // others' answers are nobody's business
  }
  if (type === 'question') {
    const { thinking = 500 } = client.settings;
    session.setTimer('thinking', thinking, data);
  } else if (type === 'result') {
    const place = data.order.indexOf(client.address) + 1;
    console.log(`round ${data.round}: ${place === 0 ? 'no points' : `place ${place}`}, ${data.scores[client.address]} in all`);
  }
}

export async function onTimer(name, sessionId, { round, choices }, session) {
  const choice = client.settings.choices?.[round - 1] ?? Math.floor(session.random() * choices.length);
  await session.send('answer', { round, choice });
}

export function onSessionClosed(sessionId, finalAllocations) {
  const { amount, asset } = finalAllocations.find(({ participant }) => participant === client.address);
  console.log(`won ${amount} ${asset}`);
}

const serverOf = ({ participants, weights, quorum }) => participants[weights.findIndex((weight) => weight >= quorum)];
