// Shares and sums. Amounts are decimal texts; JavaScript numbers would round them, BigInt does not.

type Shares = readonly Readonly<Croupier.Allocation>[];

/** Shares as one text, to compare them. */
export const asText = (shares: Shares) =>
  shares
    .map(({ participant, asset, amount }) => `${participant} ${normal(amount)} ${asset}`)
    .sort()
    .join();

/** The shares after a payment from one participant to another; undefined if it has not got that much. */
export function paid(shares: Shares, from: Croupier.Address, to: Croupier.Address, amount: Croupier.Amount) {
  const payer = shares.find(({ participant }) => participant === from);
  if (payer === undefined || units(payer.amount) < units(amount)) {
    return undefined;
  }
  const change = (share: Readonly<Croupier.Allocation>) => {
    const gets = share.participant === to && share.asset === payer.asset ? units(amount) : 0n;
    return text(units(share.amount) + gets - (share === payer ? units(amount) : 0n));
  };
  return shares.map((share) => ({ ...share, amount: change(share) }));
}

const DIGITS = 18;

function units(amount: Croupier.Amount) {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
}

function text(value: bigint) {
  const digits = value.toString().padStart(DIGITS + 1, '0');
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '');
  return digits.slice(0, -DIGITS) + (fraction === '' ? '' : `.${fraction}`);
}

const normal = (amount: Croupier.Amount) => text(units(amount));
