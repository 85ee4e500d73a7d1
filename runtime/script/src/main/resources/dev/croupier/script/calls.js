// Third part of the prelude: calls that end in effects and are answered in a later turn.
(function (core) {
  'use strict';
  const {
    turn, apply, parse, error, requireTurn, accepted, toJson, requireText, define, isArray, NativeError, NativePromise,
  } = core;
  // Each once: asking the host object for them at every call costs more than the call.
  const { sendMessage, closeSession, submitState } = core.host;
  const calls = core.ownMap();

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

  return { call, settle, nothing, requestJson, send, close, submit };
});
