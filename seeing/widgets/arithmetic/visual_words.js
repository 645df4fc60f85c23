/* Visual words: patches described by their gradients, the nearest words, bags, and pyramids of them.
   Arithmetic only; pictures, patches and orders are flat and row-major. */

const DIRECTIONS = 8;
const FAINT = 100; // a patch whose gradients are shorter counts for less

/* pixels: side·side -> patches of size·size, line by line. */
export function patchesOf(pixels, side, size) {
  const across = side / size;
  return Array.from({ length: across * across }, (_, patch) => {
    const from = Math.floor(patch / across) * size * side + (patch % across) * size;
    return Array.from(
      { length: size * size },
      (__, i) => pixels[from + Math.floor(i / size) * side + (i % size)],
    );
  });
}

/* Half the change between both neighbours; on the rim the whole change to the only one. */
function slope(values, place, step, index, count) {
  const [before, after] = [Math.max(0, index - 1), Math.min(count - 1, index + 1)];
  return (
    (values[place + (after - index) * step] - values[place + (before - index) * step]) /
    (after - before)
  );
}

/* A patch of size·size -> 32 numbers: in each of 2 × 2 cells, line by line, how long its gradients
   are in eight directions. Together they have the length 1, or less where the patch is faint. */
export function describePatch(patch, size) {
  const sums = new Float64Array(4 * DIRECTIONS);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const place = row * size + column;
      const gx = slope(patch, place, 1, column, size);
      const gy = slope(patch, place, size, row, size);
      const turn = Math.round((Math.atan2(gy, gx) * DIRECTIONS) / (2 * Math.PI));
      const cell = 2 * Math.floor((2 * row) / size) + Math.floor((2 * column) / size);
      sums[cell * DIRECTIONS + ((turn + DIRECTIONS) % DIRECTIONS)] += Math.hypot(gx, gy);
    }
  }
  const length = Math.max(FAINT, Math.hypot(...sums));
  return sums.map((sum) => sum / length);
}

/* The place of the word at the least distance; of several the first. words: rows below each other. */
export function nearestWord(descriptor, words) {
  const size = descriptor.length;
  let [nearest, least] = [0, Infinity];
  for (let word = 0; word * size < words.length; word += 1) {
    const distance = descriptor.reduce(
      (sum, value, i) => sum + (value - words[word * size + i]) ** 2,
      0,
    );
    if (distance < least) [nearest, least] = [word, distance];
  }
  return nearest;
}

/* How often each word of `count` occurs. */
export function bagOf(words, count) {
  const bag = Array.from({ length: count }, () => 0);
  for (const word of words) bag[word] += 1;
  return bag;
}

/* The levels of a pyramid over side × side words: {weight, cells a side, bags: one for each cell}.
   Level 0 weighs 1/2^L, level l 1/2^(L − l + 1), where L is the finest (Lazebnik and others, 2006). */
export function pyramidOf(words, side, count, finest) {
  return Array.from({ length: finest + 1 }, (_, level) => {
    const cells = 2 ** level;
    const inCells = Array.from({ length: cells * cells }, () => []);
    words.forEach((word, place) => {
      const row = Math.floor((Math.floor(place / side) * cells) / side);
      const column = Math.floor(((place % side) * cells) / side);
      inCells[row * cells + column].push(word);
    });
    const weight = 1 / 2 ** (level === 0 ? finest : finest - level + 1);
    return { weight, cells, bags: inCells.map((own) => bagOf(own, count)) };
  });
}

/* What two bags of as many words share, 0 to 1: Σ min of their entries, by the number of words. */
export function commonShare(one, other) {
  const total = one.reduce((sum, count) => sum + count, 0);
  return one.reduce((sum, count, i) => sum + Math.min(count, other[i]), 0) / total;
}

/* The same of two pyramids: the shares of the levels by their weights. */
export function commonOfPyramids(one, other) {
  return one.reduce(
    (sum, { weight, bags }, level) =>
      sum + weight * commonShare(bags.flat(), other[level].bags.flat()),
    0,
  );
}

/* For each level, which of its cells have another bag than before. */
export function changedCells(before, after) {
  return after.map(({ bags }, level) =>
    bags.map((bag, cell) => bag.some((count, word) => count !== before[level].bags[cell][word])),
  );
}

/* An order in which the blocks of unit × unit patches at two places, [row, column] of any patch in
   them, have changed places. */
export function exchanged(order, side, unit, one, other) {
  const corner = ([row, column]) => [row, column].map((at) => Math.floor(at / unit) * unit);
  const [a, b] = [corner(one), corner(other)];
  const next = [...order];
  for (let row = 0; row < unit; row += 1) {
    for (let column = 0; column < unit; column += 1) {
      const [here, there] = [a, b].map(([top, left]) => (top + row) * side + left + column);
      [next[here], next[there]] = [order[there], order[here]];
    }
  }
  return next;
}

/* How many patches lie elsewhere than at the beginning. */
export function displacedPatches(order) {
  return order.filter((patch, place) => patch !== place).length;
}
