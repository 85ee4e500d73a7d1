// Third part of the prelude: the client, the sessions, and the calls that end in effects.
(function (core, globals) {
  'use strict';
  const {
    turn, apply, create, freeze, parse, error, requireTurn, accepted, toJson, requireText, define, isArray,
    NativeError, NativePromise,
  } = core;
  // Each once: asking the host object for them at every call costs more than the call.
  const {
    address, name: seatName, settings: seatSettings, contacts: seatContacts, status, activeSessions, prepareSession,
    sendMessage, closeSession, submitState, signSession, createSession, getBalances, transfer, setTimer, cancelTimer, secret,
    connect, disconnect,
  } = core.host;
  const NONE = create(null);
  const calls = core.ownMap();
  const sessions = core.ownMap();

  // --- calls that are answered in a later turn --------------------------------------------------

  // `start` makes the effect and returns its call id. The error a refusal will be is made here, so
  // that it points at the author's line and not at the turn in which the refusal came. Making one
  // costs as much as the rest of a short turn; so messages go without, see `refuseLate`.
  function call(start, convert, refusal = new NativeError()) {
    let id;
    try {
      id = accepted(start());
    } catch (e) {
      return core.rejected(e);
    }
    const { handler } = turn;
    core.undo(() => calls.delete(id));
    return new NativePromise((resolve, reject) => {
      calls.set(id, { resolve, reject, refusal, convert, handler });
    });
  }

  function settle(id, succeeded, text, message) {
    const waiting = calls.get(id);
    if (waiting === undefined) {
      return;
    }
    calls.delete(id);
    turn.handler = waiting.handler;
    if (succeeded) {
      const value = parse(text);
      waiting.resolve(waiting.convert === undefined ? value : waiting.convert(value));
    } else if (waiting.refusal === null) {
      refuseLate(waiting, text, message);
    } else {
      const { refusal } = waiting;
      const stack = refusal.stack;
      define(refusal, 'message', message);
      core.defineProperty(refusal, 'code', { value: text, writable: true, configurable: true, enumerable: true });
      define(refusal, 'stack', 'Error: ' + message + apply(core.slice, stack, [5]));
      waiting.reject(refusal);
    }
  }

  // Makes the error where the engine sees who awaits it: in a job of a promise that the author's
  // promise already hangs on. Its stack then begins at the author's `await`. Hanging one promise on
  // the other takes two rounds of jobs.
  function refuseLate(waiting, code, message) {
    let fire;
    const fired = new NativePromise((resolve) => {
      fire = resolve;
    });
    waiting.resolve(core.then(fired, () => {
      throw error(code, message);
    }));
    core.then(core.then(core.resolved(undefined), nothing), () => fire());
  }

  const nothing = () => undefined;

  // --- arguments --------------------------------------------------------------------------------

  // Rewrites allocations as a flat list of texts: participant, asset, amount, participant, …
  function allocationTexts(allocations, what) {
    if (!isArray(allocations)) {
      throw error('invalid-argument', what + ' must be an array of {participant, asset, amount}', 'TypeError');
    }
    const texts = [];
    for (let i = 0; i < allocations.length; i++) {
      const allocation = allocations[i];
      const place = what + '[' + i + ']';
      if (typeof allocation !== 'object' || allocation === null) {
        throw error('invalid-argument', place + ' must be {participant, asset, amount}', 'TypeError');
      }
      core.append(texts, requireText(allocation.participant, place + '.participant'));
      core.append(texts, requireText(allocation.asset, place + '.asset'));
      core.append(texts, core.amountText(allocation.amount, place + '.amount'));
    }
    return core.stringify(texts);
  }

  function dataText(value, what) {
    if (value === undefined || value === null) {
      return null;
    }
    return core.limited(typeof value === 'string' ? value : toJson(value, what), what);
  }

  const REQUEST_KEYS = ['participants', 'allocations', 'weights', 'quorum', 'application', 'sessionData', 'session_data'];

  function requestJson(options) {
    if (typeof options !== 'object' || options === null) {
      throw error('invalid-argument', 'prepareSession needs an object with participants and allocations', 'TypeError');
    }
    const names = core.keys(options);
    for (let i = 0; i < names.length; i++) {
      let known = false;
      for (let k = 0; k < REQUEST_KEYS.length; k++) {
        known = known || REQUEST_KEYS[k] === names[i];
      }
      if (!known) {
        throw error('invalid-argument', 'prepareSession: unknown key "' + names[i]
          + '"; known are participants, allocations, weights, quorum, application and sessionData', 'TypeError');
      }
    }
    const { participants, weights, quorum, application, allocations } = options;
    if (!isArray(participants)) {
      throw error('invalid-argument', 'participants must be an array of addresses', 'TypeError');
    }
    return toJson({
      participants,
      allocations: parse(allocationTexts(allocations, 'allocations')),
      weights: weights === undefined ? null : weights,
      quorum: quorum === undefined ? null : quorum,
      application: application === undefined ? null : application,
      sessionData: dataText(options.sessionData ?? options.session_data, 'sessionData'),
    }, 'the session request');
  }

  // --- calls on sessions, shared by client and session ------------------------------------------

  function send(sessionId, type, data) {
    requireTurn('sendMessage');
    return call(() => sendMessage(
      requireText(sessionId, 'sessionId'),
      requireText(type, 'the message type'),
      core.limited(toJson(data === undefined ? null : data, 'data'), 'the message')), nothing, null);
  }

  function close(sessionId, allocations) {
    requireTurn('closeSession');
    return call(() => closeSession(
      requireText(sessionId, 'sessionId'), allocationTexts(allocations, 'allocations')));
  }

  function submit(sessionId, allocations, sessionData, intent = 'operate') {
    requireTurn('submitState');
    return call(() => submitState(
      requireText(sessionId, 'sessionId'),
      allocationTexts(allocations, 'allocations'),
      dataText(sessionData, 'sessionData'),
      intent));
  }

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

  class Session {
    #record;
    #sender;
    constructor(record, sender) {
      this.#record = record;
      this.#sender = sender;
      freeze(this);
    }
    get id() {
      return this.#record.id;
    }
    get self() {
      return client.address;
    }
    get sender() {
      return this.#sender;
    }
    get state() {
      touch(this.#record);
      return this.#record.live;
    }
    set state(value) {
      touch(this.#record);
      this.#record.live = value;
    }
    get definition() {
      return this.#record.about.definition;
    }
    get participants() {
      return this.#record.about.definition.participants;
    }
    get weights() {
      return this.#record.about.definition.weights;
    }
    get quorum() {
      return this.#record.about.definition.quorum;
    }
    get allocations() {
      return this.#record.about.allocations;
    }
    get sessionData() {
      return this.#record.about.sessionData;
    }
    send(type, data) {
      return send(this.#record.id, type, data);
    }
    close(allocations) {
      return close(this.#record.id, allocations);
    }
    proposeClose(allocations) {
      return close(this.#record.id, allocations);
    }
    submitState(allocations, sessionData) {
      return submit(this.#record.id, allocations, sessionData);
    }
    proposeState(allocations, sessionData) {
      return submit(this.#record.id, allocations, sessionData);
    }
    deposit(amounts, sessionData) {
      return submit(this.#record.id, amounts, sessionData, 'deposit');
    }
    withdraw(amounts, sessionData) {
      return submit(this.#record.id, amounts, sessionData, 'withdraw');
    }
    setTimer(name, ms, data) {
      requireTurn('setTimer');
      if (typeof ms !== 'number' || !(ms >= 0) || !core.isFinite(ms)) {
        throw error('invalid-argument', 'setTimer needs a number of milliseconds that is not negative', 'TypeError');
      }
      const json = core.limited(toJson(data === undefined ? null : data, 'timer data'), 'the timer data');
      accepted(setTimer(this.#record.id, requireText(name, 'the timer name'), ms, json));
    }
    clearTimer(name) {
      requireTurn('clearTimer');
      accepted(cancelTimer(this.#record.id, requireText(name, 'the timer name')));
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
