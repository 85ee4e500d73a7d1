// What coordinator and players work out alike from the draw: nobody has to believe anybody.

/** Takes a commitment or a reveal into the draw it is for; one that breaks the rules is left out. */
export function take({ type, data, sender }, draw) {
  if (draw.name !== data.draw) {
    return;
  }
  try {
    if (type === 'commit') {
      chance.commit(draw, sender, data.commitment);
    } else {
      chance.reveal(draw, sender, data);
    }
  } catch (e) {
    console.warn(e);
  }
}

/** The first round: everybody in the order that was drawn, the first against the last. */
export const firstRound = (draw) => pairs(chance.shuffle(draw, 'bracket', draw.wallets));

/** The first against the last, and so on; where the number is no power of two, the first have no opponent. */
export function pairs(players) {
  const slots = 2 ** Math.ceil(Math.log2(players.length));
  return players.slice(0, slots / 2).map((player, i) => [player, players[slots - 1 - i]].filter(Boolean));
}

/** What is to be multiplied in a round; nobody, the coordinator included, knows it before the draw is done. */
export const task = (draw, round) => ['a', 'b'].map((factor) => 10 + chance.number(draw, `round ${round} ${factor}`, 90));
