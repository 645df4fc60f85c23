/* What SearchLandscape says, and its two tasks. */

import { brief } from "../../kit/numbers.js";

export const FIRST_TASK =
  "As it opens, the 3 × 3 grid beats five random searches in six. Place it, or space it, so that it " +
  "loses to nine of ten (labels right).";
const OF_TEN = 0.9;

/* How many of the two tasks are done, after `done` of them. standing: of `compared`. */
export function tasksDone(done, { side, labels }, { beaten, tied, better }) {
  if (side !== 3 || labels !== "right") return done;
  const enough = OF_TEN * (beaten + tied + better);
  if (done === 0 && better >= enough) return 1;
  if (done === 1 && beaten >= enough) return 2;
  return done;
}

export function taskWords(done) {
  return done === 1
    ? "The same nine runs, and chance has not changed. Now place it so that it beats nine of ten."
    : "You could, because you saw the map. Who searches does not see it, and cannot know whether a grid " +
        "stands well. With chance there is no place to choose.";
}

/* A setting at a share of its window, from 10 ** low to 10 ** high. */
export function settingAt(x, low, high) {
  return brief(Number((10 ** (low + x * (high - low))).toPrecision(2)));
}

/* [of the grid, of chance, of both]: the three sentences of the read-out. */
export function sentences({ side, grid, chance, standing }) {
  const runs = side * side;
  return [
    `Grid: ${grid.rates} rates and ${grid.decays} decays in ${runs} runs; best ${brief3(grid.best)}`,
    `Chance: ${chance.rates} rates and ${chance.decays} decays; best ${brief3(chance.best)}`,
    `Of 1,000 random searches with ${runs} runs the grid beats ${standing.beaten}, ` +
      `ties with ${standing.tied}, loses to ${standing.better}`,
  ];
}

function brief3(loss) {
  return loss.toFixed(3);
}
