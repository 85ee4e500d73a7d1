// A stakeholder of a treasury: moves, votes, and signs what it has voted for. One app for all; who opens
// the session puts the treasury in, as its own share. Weights 40, 20, 20, 10, 10; 60 carry a motion.
//
// Settings: motions ([{at, name, to, amount}, {at, name, dissolve: true}]: what to move, and when in ms),
// against (names of motions to vote against), patience (ms for the votes, 10,000); and of the one that
// opens: stakeholders (the others, seats or contacts), weights, quorum, treasury ("50"), asset ("usdc").

import type {
  MessageData, OnAppMessage, OnProposal, OnSessionClosed, OnSessionCreated, OnTimer, Session,
} from './types/stakeholder';
import { asText, paid } from './shares.ts';

interface Motion {
  by: Croupier.Address;
  what: MessageData['motion'];
  /** Who has voted, and how. */
  votes: Record<Croupier.Address, boolean>;
  /** The shares it comes to, once we have proposed or signed it: how we know that it has taken effect. */
  after?: string;
  /** How often we have asked for signatures. */
  tries: number;
  settled?: boolean;
}

interface State {
  treasurer: Croupier.Address;
  motions: Record<string, Motion>;
}

export const messages = './governance.schema.json';

const RETRY_MS = 2_000;
const SIGNING_MS = 40_000;
const TRIES = 5;

export async function onStart() {
  const { stakeholders, weights = [40, 20, 20, 10, 10], quorum = 60, treasury = '50', asset = 'usdc' } = client.settings;
  // After a restart the session goes on; nobody wants a second one.
  if (stakeholders === undefined || client.getActiveSessions().length > 0) {
    return;
  }
  const participants = [client.address, ...stakeholders.map(walletOf)];
  const allocations = participants.map((participant, i) => ({ participant, asset, amount: i === 0 ? treasury : '0' }));
  try {
    await client.createSession(client.prepareSession({ participants, allocations, weights, quorum }));
  } catch (e) {
    console.warn(`no session yet: ${(e as Error).message}`);
    setTimeout(onStart, RETRY_MS);
  }
}

/** Nobody but the opener puts anything in, and nobody decides alone. */
export function onSessionInvite({ from, allocations, weights, quorum }: Croupier.Invite) {
  const free = allocations.every(({ participant, amount }) => participant === from || Number(amount) === 0);
  return (free && weights.every((weight) => weight < quorum)) || 'the treasury is the opener\'s to fill, and nobody\'s to empty alone';
}

export const onSessionCreated: OnSessionCreated<State> = (sessionId, session) => {
  session.state = { treasurer: session.participants[0]!, motions: {} };
  for (const { at, ...motion } of client.settings.motions ?? []) {
    const what = 'to' in motion ? { ...motion, to: walletOf(motion.to) } : motion;
    session.setTimer(`move ${motion.name}`, at, what);
  }
};

export const onAppMessage: OnAppMessage<State> = async (type, sessionId, data, session) => {
  const { motions } = session.state;
  const { sender } = session;
  if (type === 'motion' && motions[data.name] === undefined) {
    motions[data.name] = { by: sender, what: data, votes: { [sender]: true }, tries: 0 };
    if (sender === client.address) {
      session.setTimer(`count ${data.name}`, client.settings.patience ?? 10_000);
    } else {
      const yes = !(client.settings.against ?? []).includes(data.name);
      motions[data.name]!.votes[client.address] = yes;
      await session.send('vote', { name: data.name, yes });
    }
  } else if (type === 'vote') {
    const motion = motions[data.name];
    if (motion !== undefined && motion.votes[sender] === undefined) {
      motion.votes[sender] = data.yes;
      if (motion.tries === 0) {
        await count(data.name, session, false);
      }
    }
  } else if (type === 'result') {
    const motion = motions[data.name];
    if (motion !== undefined && sender === motion.by) {
      motion.settled = true;
      console.log(`"${data.name}" is ${data.carried ? 'carried' : 'lost'} with ${data.weight} of ${session.quorum}`);
    }
  }
};

export const onTimer: OnTimer<State> = async (name, sessionId, data, session) => {
  if (name.startsWith('move ')) {
    await session.send('motion', data);
  } else {
    await count(name.slice('count '.length), session, true);
  }
};

/** Somebody wants our signature. The host has seen to the sums; we sign what we have voted for, once. */
export const onProposal: OnProposal<State> = (proposal, session) => {
  const proposed = asText(proposal.allocations);
  const motion = Object.values(session.state.motions).find((each) => {
    const outcome = outcomeOf(each, session);
    return each.by === proposal.from && !isSettled(each, session) && outcome !== undefined
      && outcome.kind === proposal.kind && asText(outcome.shares) === proposed;
  });
  if (motion === undefined) {
    return 'there is no such motion';
  }
  if (!motion.votes[client.address]) {
    return `we have voted against "${motion.what.name}"`;
  }
  motion.after = proposed;
  return true;
};

export const onSessionClosed: OnSessionClosed<State> = (sessionId, finalAllocations) => {
  const mine = finalAllocations.find(({ participant }) => participant === client.address);
  console.log(`dissolved; mine: ${mine?.amount} ${mine?.asset}`);
};

/** Carries our own motion as soon as enough are for it; gives it up when all have voted or time is over. */
async function count(name: string, session: Session<State>, last: boolean) {
  const motion = session.state.motions[name];
  if (motion === undefined || motion.by !== client.address || motion.settled) {
    return;
  }
  const weight = session.participants.reduce((sum, wallet, i) => sum + (motion.votes[wallet] ? session.weights[i]! : 0), 0);
  const all = Object.keys(motion.votes).length === session.participants.length;
  const outcome = outcomeOf(motion, session);
  const busy = Object.values(session.state.motions).some((each) => each.by === client.address && each.tries > 0 && !each.settled && each !== motion);
  if (isSettled(motion, session)) {
    await settle(name, session, true, weight); // its answer got lost
  } else if (busy && weight >= session.quorum) {
    session.setTimer(`count ${name}`, RETRY_MS); // one after the other: each changes what the next comes to
  } else if (weight >= session.quorum && outcome !== undefined && motion.tries < TRIES) {
    motion.tries += 1;
    motion.after = asText(outcome.shares);
    session.setTimer(`count ${name}`, SIGNING_MS); // should we be started again meanwhile
    try {
      await (outcome.kind === 'close' ? session.proposeClose(outcome.shares) : session.proposeState(outcome.shares));
      await settle(name, session, true, weight);
    } catch (e) {
      console.warn(`"${name}" has not taken effect: ${(e as Error).message}`);
      if (client.getActiveSessions().includes(session.id)) {
        session.setTimer(`count ${name}`, RETRY_MS); // another motion may have come first
      }
    }
  } else if (all || last) {
    await settle(name, session, false, weight);
  }
}

async function settle(name: string, session: Session<State>, carried: boolean, weight: number) {
  session.state.motions[name]!.settled = true;
  session.clearTimer(`count ${name}`);
  if (client.getActiveSessions().includes(session.id)) {
    await session.send('result', { name, carried, weight });
  }
}

/** Whether a motion has had its effect, or never will. */
const isSettled = (motion: Motion, session: Session<State>) =>
  motion.settled === true || (!('dissolve' in motion.what) && motion.after === asText(session.allocations));

/** What a motion comes to as the shares are now; undefined if the treasury has not got that much. */
function outcomeOf({ what }: Motion, session: Session<State>) {
  if ('dissolve' in what) {
    return { kind: 'close', shares: session.allocations };
  }
  const shares = paid(session.allocations, session.state.treasurer, what.to, what.amount);
  return shares && { kind: 'operate', shares };
}

function walletOf(name: string): Croupier.Address {
  const wallet = name === client.name ? client.address : client.contacts[name];
  if (wallet === undefined) {
    throw new Error(`the settings name "${name}", which is no seat and no contact`);
  }
  return wallet;
}
