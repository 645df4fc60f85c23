/* Searches on a table of losses that was measured. Arithmetic only. A place is [x, y], each a share
   of its axis from 0 to 1; a table is {values, rows, columns}, row-major, whose first row has y 0. */

import { randoms } from "./edges.js";

/* The index of the table's number that is nearest to a place. */
export function nearest({ rows, columns }, [x, y]) {
  return Math.round(y * (rows - 1)) * columns + Math.round(x * (columns - 1));
}

/* The places of a side × side grid around a centre, one `spacing` apart each way, in the order of a
   search: the last setting, y, changes fastest. */
export function gridPlaces(side, [x, y], spacing) {
  const steps = Array.from({ length: side }, (_, i) => (i - (side - 1) / 2) * spacing);
  return steps.flatMap((across) => steps.map((up) => [x + across, y + up]));
}

/* The centre nearest to the wanted one from which a grid stays inside. */
export function centreInside(side, centre, spacing) {
  const half = ((side - 1) * spacing) / 2;
  return centre.map((share) => Math.min(1 - half, Math.max(half, share)));
}

/* Places by chance, the same for the same seed. */
export function randomPlaces(seed, count) {
  const draw = randoms(seed);
  return Array.from({ length: count }, () => [draw(), draw()]);
}

/* After each trial the least loss so far. */
export function bestSoFar(losses) {
  let least = Infinity;
  return losses.map((loss) => {
    least = Math.min(least, loss);
    return least;
  });
}

/* The least loss of each of `searches` random searches with `count` trials: one stream of draws. */
export function randomBests(table, seed, count, searches) {
  const draw = randoms(seed);
  return Array.from({ length: searches }, () => {
    let least = Infinity;
    for (let trial = 0; trial < count; trial += 1) {
      const x = draw();
      least = Math.min(least, table.values[nearest(table, [x, draw()])]);
    }
    return least;
  });
}

/* {beaten, tied, better}: how many of the bests are worse than a loss, equal to it, and better. */
export function compared(bests, loss) {
  const count = (holds) => bests.filter(holds).length;
  return {
    beaten: count((best) => best > loss),
    tied: count((best) => best === loss),
    better: count((best) => best < loss),
  };
}

/* {columns, rows}: the least loss of each column, and of each row. */
export function leastAlong({ values, rows, columns }) {
  const least = { columns: Array(columns).fill(Infinity), rows: Array(rows).fill(Infinity) };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const loss = values[row * columns + column];
      least.columns[column] = Math.min(least.columns[column], loss);
      least.rows[row] = Math.min(least.rows[row], loss);
    }
  }
  return least;
}

/* How many numbers differ, but for rounding: the values of one setting that a search has tried. */
export function distinct(numbers) {
  return new Set(numbers.map((number) => number.toFixed(6))).size;
}
