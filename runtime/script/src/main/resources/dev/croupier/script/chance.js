// Fifth part of the prelude: chance by commit and reveal. What is hashed and compared is the host's
// doing; here draws are told apart from refusals and changed in place.
(function (core) {
  'use strict';
  const { error, requireTurn, requireText, keys, parse, toJson, isArray } = core;
  const { openDraw, commitToDraw, revealToDraw, ownOfDraw, closeDraw, numberOfDraw, shuffleOfDraw } = core.host;

  function answered(answer) {
    if (answer[0] !== '{' && answer[0] !== '[') {
      throw core.fromHost(answer);
    }
    return parse(answer);
  }

  function drawText(draw) {
    if (typeof draw !== 'object' || draw === null) {
      throw error('invalid-argument', 'a draw must be what chance.open gave', 'TypeError');
    }
    return toJson(draw, 'the draw');
  }

  // The draw lies in session.state, so it is changed where it lies.
  function become(draw, answer) {
    const changed = answered(answer);
    const names = keys(changed);
    for (let i = 0; i < names.length; i++) {
      draw[names[i]] = changed[names[i]];
    }
  }

  function valueText(value) {
    if (value === undefined) {
      return '';
    }
    if (typeof value !== 'string') {
      throw error('invalid-argument', 'the value of a draw must be a text', 'TypeError');
    }
    return value;
  }

  const chance = core.freeze({
    open(session, name, options = {}) {
      requireTurn('chance.open');
      const { wallets = session.participants, value } = options;
      if (!isArray(wallets)) {
        throw error('invalid-argument', 'wallets must be an array of addresses', 'TypeError');
      }
      return answered(openDraw(
        requireText(session.id, 'session.id'), requireText(name, 'the name of the draw'), toJson(wallets, 'wallets'),
        valueText(value)));
    },
    commit(draw, wallet, commitment) {
      become(draw, commitToDraw(
        drawText(draw), requireText(wallet, 'the wallet'), requireText(commitment, 'the commitment')));
    },
    mine(draw) {
      return answered(ownOfDraw(drawText(draw)));
    },
    reveal(draw, wallet, reveal) {
      if (typeof reveal !== 'object' || reveal === null) {
        throw error('invalid-argument', 'a reveal must be {salt} or {salt, value}', 'TypeError');
      }
      become(draw, revealToDraw(
        drawText(draw), requireText(wallet, 'the wallet'), requireText(reveal.salt, 'reveal.salt'),
        valueText(reveal.value)));
    },
    close(draw) {
      become(draw, closeDraw(drawText(draw)));
    },
    number(draw, label, bound) {
      if (typeof bound !== 'number') {
        throw error('invalid-argument', 'the bound must be a number', 'TypeError');
      }
      return core.accepted(numberOfDraw(drawText(draw), requireText(label, 'the label'), bound));
    },
    shuffle(draw, label, items) {
      if (!isArray(items)) {
        throw error('invalid-argument', 'chance.shuffle needs an array', 'TypeError');
      }
      const places = answered(shuffleOfDraw(drawText(draw), requireText(label, 'the label'), items.length));
      const shuffled = [];
      for (let i = 0; i < places.length; i++) {
        core.append(shuffled, items[places[i]]);
      }
      return shuffled;
    },
  });
  core.defineProperty(globalThis, 'chance', { value: chance });
});
