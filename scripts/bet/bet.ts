// Two friends bet on a coin that both flip: half and half of the weight, so neither can take the pot
// without the other's signature. One app for both; the first participant wins on heads.
//
// Settings: friend (a seat or contact to bet with; without it the app waits to be invited), stake ("10"),
// asset ("usdc"), patience (ms for the other's half of the flip, 30,000), again (ms between claims, 5,000),
// claims (how often the winner asks for the pot before it offers both stakes back, 3), sore (true: does not
// sign a loss; to see what happens then).

import type { OnAppMessage, OnProposal, OnSessionClosed, OnSessionCreated, OnTimer, Session } from './types/bet';

interface State {
  coin: Croupier.Draw;
  /** Whether our half of the flip was shown. */
  shown: boolean;
  /** How often the other has refused to sign. */
  refusals: number;
}

export const messages = './bet.schema.json';

const RETRY_MS = 2_000;

export async function onStart() {
  const { friend, stake = '10', asset = 'usdc' } = client.settings;
  // After a restart the bet goes on in its session; nobody wants a second one.
  if (friend === undefined || client.getActiveSessions().length > 0) {
    return;
  }
  const other = client.contacts[friend];
  if (other === undefined) {
    throw new Error(`settings.friend is "${friend}", which is no seat and no contact`);
  }
  const participants = [client.address, other];
  const allocations = participants.map((participant) => ({ participant, asset, amount: stake }));
  try {
    await client.createSession(client.prepareSession({ participants, allocations, weights: [50, 50], quorum: 100 }));
  } catch (e) {
    console.warn(`no bet yet: ${(e as Error).message}`);
    setTimeout(onStart, RETRY_MS);
  }
}

export function onSessionInvite({ participants, allocations, weights, quorum }: Croupier.Invite) {
  const [mine, theirs] = participants.map((wallet) =>
    allocations.filter(({ participant }) => participant === wallet).map(({ asset, amount }) => `${amount} ${asset}`).join(),
  );
  const fair = participants.length === 2 && mine === theirs && weights.every((weight) => weight < quorum);
  return fair || 'a bet is for two, with the same stakes, and neither decides alone';
}

export const onSessionCreated: OnSessionCreated<State> = async (sessionId, session) => {
  const coin = chance.open(session, 'coin');
  session.state = { coin, shown: false, refusals: 0 };
  session.setTimer('patience', client.settings.patience ?? 30_000);
  await session.send('commit', { commitment: coin.commitment });
};

export const onAppMessage: OnAppMessage<State> = async (type, sessionId, data, session) => {
  const { state, sender } = session;
  if (type === 'commit') {
    chance.commit(state.coin, sender, data.commitment);
  } else if (type === 'reveal') {
    chance.reveal(state.coin, sender, data);
  }
  if (state.coin.phase === 'reveal' && !state.shown) {
    state.shown = true;
    await session.send('reveal', { salt: chance.mine(state.coin).salt });
  } else if (state.coin.phase === 'done') {
    session.clearTimer('patience');
    console.log(`${heads(session) ? 'heads' : 'tails'}: ${won(session) ? 'we win' : 'we lose'}`);
    if (won(session)) {
      await claim(session);
    }
  }
};

export const onTimer: OnTimer<State> = async (name, sessionId, data, session) => {
  const { coin } = session.state;
  if (name === 'patience') {
    chance.close(coin); // what comes now is too late
    console.warn(`no flip: nothing came from ${coin.missing.join(', ')}`);
  }
  await claim(session);
};

/** Somebody wants our signature. The host has seen to the sums; what is right is for us to say. */
export const onProposal: OnProposal<State> = ({ kind, allocations }, session) => {
  const { coin, refusals } = session.state;
  const given = shares(allocations);
  if (kind !== 'close') {
    return 'a bet has only an end';
  }
  if (coin.phase === 'done' && given === shares(pot(session))) {
    return won(session) || !client.settings.sore || 'I was robbed';
  }
  if (given === shares(session.allocations)) {
    // Both stakes back: fine without an outcome, fine for who has lost, and better than nothing at last.
    return coin.phase === 'closed' || (coin.phase === 'done' && !won(session)) || refusals >= claims() || 'not yet';
  }
  return 'that is not how the bet came out';
};

export const onSessionClosed: OnSessionClosed<State> = (sessionId, finalAllocations) => {
  const mine = finalAllocations.find(({ participant }) => participant === client.address);
  console.log(`settled; mine: ${mine?.amount} ${mine?.asset}`);
};

/** Asks for what is ours, and again, until the session is closed. */
async function claim(session: Session<State>) {
  const { state } = session;
  const stakesBack = state.coin.phase !== 'done' || state.refusals >= claims();
  session.setTimer('again', client.settings.again ?? 5_000);
  try {
    await session.proposeClose(stakesBack ? session.allocations : pot(session));
  } catch (e) {
    state.refusals += 1;
    console.warn(`not settled: ${(e as Error).message}`);
  }
}

const heads = (session: Session<State>) => chance.number(session.state.coin, 'side', 2) === 0;

const winner = (session: Session<State>) => session.participants[heads(session) ? 0 : 1];

const won = (session: Session<State>) => winner(session) === client.address;

const claims = (): number => client.settings.claims ?? 3;

/** Everything to the winner. Both have put in the same, so the pot is twice the stake. */
function pot(session: Session<State>) {
  const takesAll = winner(session);
  return session.allocations.map((share) => ({ ...share, amount: share.participant === takesAll ? twice(share.amount) : '0' }));
}

/** '1.5' becomes '3', exactly: amounts are decimal texts, and numbers would round them. */
function twice(amount: string) {
  const [whole = '', fraction = ''] = amount.split('.');
  const digits = (BigInt(whole + fraction) * 2n).toString().padStart(fraction.length + 1, '0');
  const rest = digits.slice(digits.length - fraction.length).replace(/0+$/, '');
  return digits.slice(0, digits.length - fraction.length) + (rest === '' ? '' : `.${rest}`);
}

/** Shares as one text, to compare them. */
const shares = (allocations: readonly Readonly<Croupier.Allocation>[]) =>
  allocations
    .map(({ participant, asset, amount }) => `${participant} ${amount} ${asset}`)
    .sort()
    .join();
