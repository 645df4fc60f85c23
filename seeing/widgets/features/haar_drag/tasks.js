/* What HaarDrag asks for: a feature that is seldom wrong, then the best of all. */

import { whole } from "./look_up_table.js";

const WANTED = 0.05; // of the pictures
const PICTURES = 200;

/* How many tasks are done, after `done` of them; errors: of all features. */
export function haarTasksDone(done, error, errors) {
  if (error <= least(errors)) return 2;
  return Math.max(done, error < WANTED ? 1 : 0);
}

/* What is said after `done` tasks. */
export function haarTask(done, errors) {
  const all = whole(errors.length);
  const fewest = Math.round(least(errors) * PICTURES);
  return [
    `Find a single feature that is wrong on fewer than ${100 * WANTED} % of the pictures: ${
      errors.filter((error) => error < WANTED).length
    } of ${all} are.`,
    `Fewer than ${WANTED * PICTURES} of ${PICTURES} are wrong. The best of all ${all} features is wrong on ${fewest}: find it.`,
    `No other of these ${all} features is wrong on fewer than ${fewest} of ${PICTURES}. What do all faces have there?`,
  ][done];
}

function least(errors) {
  return errors.reduce((a, b) => Math.min(a, b));
}
