// Fourth part of the prelude: the client and the sessions.
(function (core, globals, calls) {
  'use strict';
  const { turn, apply, create, freeze, parse, error, requireTurn, accepted, toJson, requireText } = core;
  const { call, settle, nothing, requestJson, send, close, submit } = calls;
  // Each once: asking the host object for them at every call costs more than the call.
  const {
    address, name: seatName, settings: seatSettings, contacts: seatContacts, status, activeSessions, prepareSession,
    signSession, createSession, getBalances, transfer, setTimer, cancelTimer, secret, connect, disconnect,
  } = core.host;
  const NONE = create(null);
  const sessions = core.ownMap();

  // --- client -----------------------------------------------------------------------------------

  let settings = null;
  const HANDLERS = [
    'onStart', 'onSessionInvite', 'onSessionCreated', 'onSessionResumed', 'onReload', 'onProposal', 'onDisconnected', 'onReconnected', 'onAppMessage', 'onTimer',
    'onStateUpdated', 'onRequestSettled',
    'onSessionClosed', 'onStop',
  ];

  function inTurn(what) {
    if (!turn.active) {
      requireTurn('client.' + what);
    }
  }

  const client = {
    get address() {
      inTurn('address');
      return address();
    },
    get name() {
      inTurn('name');
      return seatName();
    },
    get settings() {
      if (settings === null) {
        inTurn('settings');
        settings = core.deepFreeze(parse(seatSettings()));
      }
      return settings;
    },
    get contacts() {
      inTurn('contacts');
      const read = parse(seatContacts());
      const contacts = create(null);
      const names = core.keys(read);
      for (let i = 0; i < names.length; i++) {
        contacts[names[i]] = read[names[i]];
      }
      return freeze(contacts);
    },
    status() {
      inTurn('status()');
      return status();
    },
    getActiveSessions() {
      inTurn('getActiveSessions()');
      return parse(activeSessions());
    },
    prepareSession(options) {
      inTurn('prepareSession()');
      const answer = prepareSession(requestJson(options), turn.time);
      if (answer[0] !== '{') {
        throw core.fromHost(answer);
      }
      return parse(answer);
    },
    signSessionRequest(request) {
      requireTurn('signSessionRequest');
      return call(() => signSession(toJson(request, 'the session request')));
    },
    createSession(request, signatures = []) {
      requireTurn('createSession');
      return call(() => createSession(
        toJson(request, 'the session request'), toJson(signatures, 'signatures')));
    },
    sendMessage: send,
    closeSession: close,
    submitState(sessionId, allocations, sessionData) {
      return submit(sessionId, allocations, sessionData);
    },
    getBalances() {
      requireTurn('getBalances');
      return call(() => getBalances());
    },
    connect() {
      requireTurn('connect');
      return call(() => connect(), nothing);
    },
    disconnect() {
      requireTurn('disconnect');
      return call(() => disconnect(), nothing);
    },
    send(payment) {
      requireTurn('send');
      return call(() => {
        if (typeof payment !== 'object' || payment === null) {
          throw error('invalid-argument', 'send needs {to, asset, amount}', 'TypeError');
        }
        return transfer(
          requireText(payment.to ?? payment.destination, 'to'),
          requireText(payment.asset, 'asset'),
          core.amountText(payment.amount, 'amount'));
      }, nothing);
    },
  };
  // Handlers may also be assigned, as the founding documents do: client.onAppMessage = …
  const assigned = create(null);
  for (const name of HANDLERS) {
    core.defineProperty(client, name, {
      get: () => assigned[name],
      set(handler) {
        if (handler !== undefined && typeof handler !== 'function') {
          throw error('invalid-argument', 'client.' + name + ' must be a function', 'TypeError');
        }
        assigned[name] = handler;
      },
    });
  }
  freeze(client);
  core.defineProperty(globalThis, 'client', { value: client });

  // --- session ----------------------------------------------------------------------------------

  // The durable state is a live object for as long as the host's text is the one it came from, so
  // that a continuation still changes the state it read before its `await`.
  function liveState(record) {
    if (record.live === NONE) {
      record.live = parse(record.text === 'null' ? '{}' : record.text);
      record.base = core.stringify(record.live);
    }
    return record.live;
  }

  function isTouched(record) {
    for (let i = 0; i < turn.touched.length; i++) {
      if (turn.touched[i] === record) {
        return true;
      }
    }
    return false;
  }

  function touch(record) {
    requireTurn('session.state');
    if (!isTouched(record)) {
      liveState(record);
      core.append(turn.touched, record);
    }
  }

  function unchanged(record) {
    try {
      return core.stringify(record.live) === record.base;
    } catch {
      return false;
    }
  }

  // What a session's object stands for. Not in private fields: each context that evaluates the class
  // makes new names for them, and to code that all contexts share every new name is a reason to be
  // compiled again.
  const insides = new WeakMap();
  const { get: getInside, set: setInside } = WeakMap.prototype;
  const keep = (session, inside) => apply(setInside, insides, [session, inside]);

  function kept(session) {
    const inside = apply(getInside, insides, [session]);
    if (inside === undefined) {
      throw error('invalid-argument', 'this is not a session', 'TypeError');
    }
    return inside;
  }

  class Session {
    constructor(record, sender) {
      keep(this, { record, sender });
      freeze(this);
    }
    get id() {
      return kept(this).record.id;
    }
    get self() {
      return client.address;
    }
    get sender() {
      return kept(this).sender;
    }
    get state() {
      touch(kept(this).record);
      return kept(this).record.live;
    }
    set state(value) {
      touch(kept(this).record);
      kept(this).record.live = value;
    }
    get definition() {
      return kept(this).record.about.definition;
    }
    get participants() {
      return kept(this).record.about.definition.participants;
    }
    get weights() {
      return kept(this).record.about.definition.weights;
    }
    get quorum() {
      return kept(this).record.about.definition.quorum;
    }
    get allocations() {
      return kept(this).record.about.allocations;
    }
    get sessionData() {
      return kept(this).record.about.sessionData;
    }
    send(type, data) {
      return send(kept(this).record.id, type, data);
    }
    close(allocations) {
      return close(kept(this).record.id, allocations);
    }
    proposeClose(allocations) {
      return close(kept(this).record.id, allocations);
    }
    submitState(allocations, sessionData) {
      return submit(kept(this).record.id, allocations, sessionData);
    }
    proposeState(allocations, sessionData) {
      return submit(kept(this).record.id, allocations, sessionData);
    }
    deposit(amounts, sessionData) {
      return submit(kept(this).record.id, amounts, sessionData, 'deposit');
    }
    withdraw(amounts, sessionData) {
      return submit(kept(this).record.id, amounts, sessionData, 'withdraw');
    }
    setTimer(name, ms, data) {
      requireTurn('setTimer');
      if (typeof ms !== 'number' || !(ms >= 0) || !core.isFinite(ms)) {
        throw error('invalid-argument', 'setTimer needs a number of milliseconds that is not negative', 'TypeError');
      }
      const json = core.limited(toJson(data === undefined ? null : data, 'timer data'), 'the timer data');
      accepted(setTimer(kept(this).record.id, requireText(name, 'the timer name'), ms, json));
    }
    clearTimer(name) {
      requireTurn('clearTimer');
      accepted(cancelTimer(kept(this).record.id, requireText(name, 'the timer name')));
    }
    now() {
      return globals.now();
    }
    random() {
      return globals.random();
    }
    secret() {
      requireTurn('session.secret');
      return secret();
    }
    log(...parts) {
      globals.log('info', parts);
    }
  }
  freeze(Session.prototype);

  // Takes in the host's view of a session. Texts that are null are as they were in the turn before.
  function enter(id, aboutText, stateText) {
    let record = sessions.get(id);
    if (record === undefined) {
      record = { id, about: null, text: '', base: '', live: NONE, stale: [], face: null, faceSender: null };
      sessions.set(id, record);
    }
    if (aboutText !== null) {
      record.about = core.deepFreeze(parse(aboutText));
    }
    if (stateText !== null && record.text !== stateText) {
      if (record.live !== NONE && typeof record.live === 'object' && record.live !== null) {
        core.append(record.stale, {
          object: record.live, base: record.base, until: turn.time + STALE_MS,
        });
      }
      record.text = stateText;
      record.live = NONE;
    }
    turn.session = record;
  }

  // The object an author gets for the turn's session; a new one only if somebody else sent.
  function face(sender) {
    const record = turn.session;
    if (record.face === null || record.faceSender !== sender) {
      record.face = new Session(record, sender);
      record.faceSender = sender;
    }
    return record.face;
  }

  function forget(record) {
    sessions.delete(record.id);
  }

  // Nobody waits so long for an answer; then the object is let go.
  const STALE_MS = 600_000;

  // Another version of the code may have changed the state since a continuation took hold of it.
  // What is written to such an object would be lost, so the turn must not end well.
  function checkStale(record) {
    if (record.stale.length === 0) {
      return;
    }
    const kept = [];
    let changed = false;
    for (let i = 0; i < record.stale.length; i++) {
      const stale = record.stale[i];
      if (core.stringify(stale.object) !== stale.base) {
        changed = true;
      } else if (turn.time < stale.until) {
        core.append(kept, stale);
      }
    }
    record.stale = kept;
    if (changed) {
      throw error('stale-state', 'the state of session ' + record.id
        + ' was changed by another version of the code since this object was read; read session.state again after await',
      'Error');
    }
  }

  // Returns the new state of the turn's session as text, or null if nothing changed.
  function changedState() {
    for (let i = 0; i < turn.touched.length; i++) {
      const record = turn.touched[i];
      if (record !== turn.session && core.stringify(record.live) !== record.base) {
        throw error('foreign-state', 'the state of session ' + record.id
          + ' was changed outside its own turns; use session.setTimer instead of setTimeout', 'Error');
      }
    }
    const record = turn.session;
    if (record === null) {
      return null;
    }
    checkStale(record);
    if (record.live === NONE) {
      return null;
    }
    // A state nobody asked for is still looked at: a continuation may hold it from an earlier turn.
    if (!isTouched(record) && unchanged(record)) {
      return null;
    }
    const text = toJson(record.live, 'session.state');
    if (text === record.base) {
      return null;
    }
    if (text.length > core.maxStateChars) {
      throw error('state-too-large', 'session.state is ' + text.length + ' characters long as JSON; at most '
        + core.maxStateChars + ' are allowed');
    }
    record.text = text;
    record.base = text;
    if (text === 'null') {
      record.live = NONE;
    }
    return text;
  }

  function restoreStates() {
    if (turn.session !== null) {
      turn.session.live = NONE;
    }
    for (let i = 0; i < turn.touched.length; i++) {
      turn.touched[i].live = NONE;
    }
  }

  return { client, assigned, HANDLERS, settle, enter, face, forget, changedState, restoreStates };
});
