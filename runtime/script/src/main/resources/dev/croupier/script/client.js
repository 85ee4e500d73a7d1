// Third part of the prelude: the client, the sessions, and the calls that end in effects.
(function (core, globals) {
  'use strict';
  const { host, turn, apply, create, freeze, parse, error, requireTurn, accepted, toJson, requireText, define, isArray } = core;
  const NONE = create(null);
  const calls = new Map();
  const sessions = new Map();
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const mapDelete = Map.prototype.delete;

  // --- calls that are answered in a later turn --------------------------------------------------

  // `start` makes the effect and returns its call id. The error a refusal will be is made here, so
  // that it points at the author's line and not at the turn in which the refusal came.
  function call(start, convert) {
    const refusal = error('', '');
    let id;
    try {
      id = accepted(start());
    } catch (e) {
      return core.rejected(e);
    }
    return new core.NativePromise((resolve, reject) => {
      apply(mapSet, calls, [id, { resolve, reject, refusal, convert }]);
      core.undo(() => apply(mapDelete, calls, [id]));
    });
  }

  function settle(id, succeeded, text, message) {
    const waiting = apply(mapGet, calls, [id]);
    if (waiting === undefined) {
      return;
    }
    apply(mapDelete, calls, [id]);
    if (succeeded) {
      const value = parse(text);
      waiting.resolve(waiting.convert === undefined ? value : waiting.convert(value));
    } else {
      const { refusal } = waiting;
      const stack = refusal.stack;
      define(refusal, 'message', message);
      refusal.code = text;
      define(refusal, 'stack', 'Error: ' + message + apply(core.slice, stack, [5]));
      waiting.reject(refusal);
    }
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
    return call(() => host.sendMessage(
      requireText(sessionId, 'sessionId'),
      requireText(type, 'the message type'),
      core.limited(toJson(data === undefined ? null : data, 'data'), 'the message')), nothing);
  }

  function close(sessionId, allocations) {
    requireTurn('closeSession');
    return call(() => host.closeSession(
      requireText(sessionId, 'sessionId'), allocationTexts(allocations, 'allocations')));
  }

  function submit(sessionId, allocations, sessionData) {
    requireTurn('submitState');
    return call(() => host.submitState(
      requireText(sessionId, 'sessionId'),
      allocationTexts(allocations, 'allocations'),
      dataText(sessionData, 'sessionData')));
  }

  // --- client -----------------------------------------------------------------------------------

  let settings = null;
  const HANDLERS = [
    'onStart', 'onSessionInvite', 'onSessionCreated', 'onAppMessage', 'onTimer', 'onSessionClosed', 'onStop',
  ];

  function seat(what) {
    requireTurn('client.' + what);
    return host;
  }

  const client = {
    get address() {
      return seat('address').address();
    },
    get name() {
      return seat('name').name();
    },
    get settings() {
      if (settings === null) {
        settings = core.deepFreeze(parse(seat('settings').settings()));
      }
      return settings;
    },
    get contacts() {
      const read = parse(seat('contacts').contacts());
      const contacts = create(null);
      const names = core.keys(read);
      for (let i = 0; i < names.length; i++) {
        contacts[names[i]] = read[names[i]];
      }
      return freeze(contacts);
    },
    status() {
      return seat('status()').status();
    },
    getActiveSessions() {
      return parse(seat('getActiveSessions()').activeSessions());
    },
    prepareSession(options) {
      const answer = seat('prepareSession()').prepareSession(requestJson(options), turn.time);
      if (answer[0] !== '{') {
        throw core.fromHost(answer);
      }
      return parse(answer);
    },
    signSessionRequest(request) {
      requireTurn('signSessionRequest');
      return call(() => host.signSession(toJson(request, 'the session request')));
    },
    createSession(request, signatures = []) {
      requireTurn('createSession');
      return call(() => host.createSession(
        toJson(request, 'the session request'), toJson(signatures, 'signatures')));
    },
    sendMessage: send,
    closeSession: close,
    submitState: submit,
    getBalances() {
      requireTurn('getBalances');
      return call(() => host.getBalances());
    },
    send(payment) {
      requireTurn('send');
      return call(() => {
        if (typeof payment !== 'object' || payment === null) {
          throw error('invalid-argument', 'send needs {to, asset, amount}', 'TypeError');
        }
        return host.transfer(
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

  function touch(record) {
    requireTurn('session.state');
    for (let i = 0; i < turn.touched.length; i++) {
      if (turn.touched[i] === record) {
        return;
      }
    }
    liveState(record);
    core.append(turn.touched, record);
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
    setTimer(name, ms, data) {
      requireTurn('setTimer');
      if (typeof ms !== 'number' || !(ms >= 0) || !core.isFinite(ms)) {
        throw error('invalid-argument', 'setTimer needs a number of milliseconds that is not negative', 'TypeError');
      }
      const json = core.limited(toJson(data === undefined ? null : data, 'timer data'), 'the timer data');
      accepted(host.setTimer(this.#record.id, requireText(name, 'the timer name'), ms, json));
    }
    clearTimer(name) {
      requireTurn('clearTimer');
      accepted(host.cancelTimer(this.#record.id, requireText(name, 'the timer name')));
    }
    now() {
      return globals.now();
    }
    random() {
      return globals.random();
    }
    log(...parts) {
      globals.log('info', parts);
    }
  }
  freeze(Session.prototype);

  // Takes in the host's view of a session and returns the session object for this turn.
  function enter(id, aboutText, stateText, sender) {
    let record = apply(mapGet, sessions, [id]);
    if (record === undefined) {
      record = { id, aboutText: '', about: null, text: stateText, base: '', live: NONE };
      apply(mapSet, sessions, [id, record]);
    }
    if (record.aboutText !== aboutText) {
      record.about = core.deepFreeze(parse(aboutText));
      record.aboutText = aboutText;
    }
    if (record.text !== stateText) {
      record.text = stateText;
      record.live = NONE;
    }
    turn.session = record;
    return new Session(record, sender);
  }

  function forget(record) {
    apply(mapDelete, sessions, [record.id]);
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
    if (record === null || record.live === NONE) {
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

  return { client, assigned, HANDLERS, settle, enter, forget, changedState, restoreStates };
});
