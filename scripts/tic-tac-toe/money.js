// Amounts are decimal texts. JavaScript numbers would round them; BigInt does not.

/** '0.1' + '0.2' is '0.3', exactly. */
export function add(a, b) {
  const digits = Math.max(fraction(a).length, fraction(b).length);
  const sum = (scaled(a, digits) + scaled(b, digits)).toString().padStart(digits + 1, '0');
  const whole = sum.slice(0, sum.length - digits);
  const rest = sum.slice(sum.length - digits).replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}

function fraction(amount) {
  return amount.split('.')[1] ?? '';
}

function scaled(amount, digits) {
  return BigInt(amount.split('.')[0] + fraction(amount).padEnd(digits, '0'));
}
