// Amounts are decimal texts. JavaScript numbers would round them; BigInt does not.

/** sum(['0.1', '0.2']) is '0.3', exactly. */
export function sum(amounts) {
  const digits = Math.max(0, ...amounts.map((amount) => fraction(amount).length));
  return text(amounts.reduce((total, amount) => total + scaled(amount, digits), 0n), digits);
}

/** split('3', [50, 30, 20]) is ['1.5', '0.9', '0.6']; what cannot be divided goes to the first. */
export function split(pot, parts, decimals = 6) {
  const whole = scaled(pot, decimals);
  const all = parts.reduce((total, part) => total + BigInt(part), 0n);
  const shares = parts.map((part) => (whole * BigInt(part)) / all);
  shares[0] += whole - shares.reduce((total, share) => total + share, 0n);
  return shares.map((share) => text(share, decimals));
}

function fraction(amount) {
  return amount.split('.')[1]?.replace(/0+$/, '') ?? '';
}

function scaled(amount, digits) {
  return BigInt(amount.split('.')[0] + fraction(amount).padEnd(digits, '0'));
}

function text(units, digits) {
  const padded = units.toString().padStart(digits + 1, '0');
  const rest = padded.slice(padded.length - digits).replace(/0+$/, '');
  const whole = padded.slice(0, padded.length - digits);
  return digits === 0 || rest === '' ? whole : `${whole}.${rest}`;
}
