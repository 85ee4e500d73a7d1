// Work that keeps a processor busy: queens on a board, words counted in a map, numbers sorted. The
// same file runs in Croupier and in Node.js.

function queens(size, row = 0, columns = 0, left = 0, right = 0) {
  if (row === size) return 1;
  let found = 0;
  for (let free = ~(columns | left | right) & ((1 << size) - 1); free; free &= free - 1) {
    const place = free & -free;
    found += queens(size, row + 1, columns | place, (left | place) << 1, (right | place) >> 1);
  }
  return found;
}

function words(seed) {
  const counts = new Map();
  for (let i = 0; i < 400; i++) {
    const word = `w${(i * 7 + seed) % 61}`;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts.entries()].reduce((sum, [word, count]) => sum + word.length * count, 0);
}

function sorted(seed) {
  const points = [];
  for (let i = 0, x = seed | 1; i < 300; i++) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    points.push({ x, y: x % 101 });
  }
  points.sort((a, b) => a.y - b.y || a.x - b.x);
  return points[150].x % 1000;
}

export const work = (seed) => queens(7) + words(seed) + sorted(seed);
