// Last part of the prelude: loads the app's module and runs its handlers, one turn at a time.
// The host calls `begin`, which runs until no microtask is left, and then `finish` or `abort`.
(function (core, globals, client) {
  'use strict';
  const { host, turn, apply, parse, append } = core;
  const { handlerIs } = host;
  let app = null;
  let failure = null;
  let unhandled = [];
  let closing = null;

  core.setUnhandledRejectionHandler((reason) => {
    append(unhandled, reason);
  });

  function load(path) {
    core.then(
      core.then(import(path), (namespace) => {
        app = namespace;
        const { messages } = namespace;
        if (typeof messages === 'object' && messages !== null) {
          host.messages(core.toJson(messages, 'messages'));
        }
        host.loaded(namespace);
      }),
      undefined,
      (reason) => host.loadFailed(reason));
  }

  function fail(reason) {
    if (failure === null) {
      failure = { reason };
    } else {
      append(unhandled, reason);
    }
  }

  function handler(name) {
    const exported = app[name];
    return typeof exported === 'function' ? exported : client.assigned[name];
  }

  function isPromise(value) {
    return typeof value === 'object' && value !== null && typeof value.then === 'function';
  }

  // The handlers that ran last, by name, of which the host knows where they are declared.
  const placed = core.create(null);

  // Calls a handler; `done`, if there is one, gets its result, at once or in the turn its promise
  // is fulfilled.
  function run(name, args, done) {
    const handle = handler(name);
    if (handle === undefined) {
      if (done !== undefined) {
        done(undefined, false);
      }
      return;
    }
    turn.handler = name;
    if (placed[name] !== handle) {
      handlerIs(name, handle);
      placed[name] = handle;
    }
    const result = apply(handle, undefined, args);
    if (isPromise(result)) {
      const promise = core.resolved(result);
      core.then(done === undefined ? promise : core.then(promise, (value) => done(value, true)), undefined, fail);
    } else if (done !== undefined) {
      done(result, true);
    }
  }

  function answerInvite(inviteId, answer, handled) {
    if (answer === true) {
      core.accepted(host.answerInvite(inviteId, true, ''));
    } else if (typeof answer === 'string' && answer !== '') {
      core.accepted(host.answerInvite(inviteId, false, answer));
    } else {
      const reason = handled ? 'declined by the app' : 'the app takes no invites';
      core.accepted(host.answerInvite(inviteId, false, reason));
    }
  }

  function answerProposal(proposalId, answer, handled) {
    if (answer === true) {
      core.accepted(host.answerProposal(proposalId, true, ''));
    } else if (typeof answer === 'string' && answer !== '') {
      core.accepted(host.answerProposal(proposalId, false, answer));
    } else {
      const reason = handled ? 'declined by the app' : 'the app signs no proposals';
      core.accepted(host.answerProposal(proposalId, false, reason));
    }
  }

  function react(kind, sender, a, b, c, d) {
    const id = turn.session === null ? null : turn.session.id;
    switch (kind) {
      case 'started':
        return run('onStart', [client.client]);
      case 'stopped':
        return run('onStop', []);
      case 'invited':
        return run('onSessionInvite', [core.deepFreeze(parse(b))], (answer, handled) => answerInvite(a, answer, handled));
      case 'created':
        return run('onSessionCreated', [id, client.face(null)]);
      case 'resumed':
        return run('onSessionResumed', [id, client.face(null)]);
      case 'disconnected':
        return run('onDisconnected', [a]);
      case 'reconnected':
        return run('onReconnected', []);
      case 'reloaded':
        return run('onReload', [a, id, client.face(null)]);
      case 'proposed':
        return run('onProposal', [core.deepFreeze(parse(b)), client.face(null)], (answer, handled) => answerProposal(a, answer, handled));
      case 'updated':
        return run('onStateUpdated', [id, core.deepFreeze(parse(a)), client.face(null)]);
      case 'settled':
        return run('onRequestSettled', [core.deepFreeze(parse(a)), id === null ? null : client.face(null)]);
      case 'message':
        return run('onAppMessage', [a, id, parse(b), client.face(sender)]);
      case 'timer':
        return id === null ? globals.timerFired(a) : run('onTimer', [a, id, parse(b), client.face(null)]);
      case 'answered':
        return client.settle(a, b, c, d);
      case 'closed':
        closing = turn.session;
        return run('onSessionClosed', [id, core.deepFreeze(parse(a)), client.face(null)]);
    }
  }

  function begin(kind, timeMs, seedHigh, seedLow, sessionId, about, state, sender, a, b, c, d) {
    turn.active = true;
    turn.time = timeMs;
    turn.session = null;
    turn.keepsFirstEffect = false;
    turn.handler = '';
    failure = null;
    closing = null;
    globals.seed(seedHigh, seedLow);
    try {
      if (sessionId !== null) {
        client.enter(sessionId, about, state);
      }
      react(kind, sender, a, b, c, d);
    } catch (e) {
      fail(e);
    }
  }

  function end() {
    turn.active = false;
    if (closing !== null) {
      client.forget(closing);
    }
    if (unhandled.length > 0) {
      for (let i = 0; i < unhandled.length; i++) {
        host.unhandled(unhandled[i], turn.handler);
      }
      unhandled = [];
    }
    if (turn.touched.length > 0) {
      turn.touched = [];
    }
    turn.undo = null;
    turn.session = null;
  }

  // Undoes what the turn did to the prelude's own books and to the states.
  function abort() {
    for (let done = turn.undo; done !== null; done = done.next) {
      done.step();
    }
    client.restoreStates();
    end();
    return turn.keepsFirstEffect;
  }

  // Returns 'unchanged', 'failed', 'kept' (failed, but its first effect stays) or the new state.
  function finish() {
    let state = null;
    if (failure === null) {
      try {
        state = client.changedState();
      } catch (e) {
        fail(e);
      }
    }
    if (failure !== null) {
      host.failed(failure.reason, turn.handler);
      return abort() ? 'kept' : 'failed';
    }
    end();
    return state === null ? 'unchanged' : state;
  }

  return { load, begin, finish, abort };
});
