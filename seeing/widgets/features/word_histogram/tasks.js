/* What WordHistogram asks for: a great change that the bag does not notice, then the smallest that
   the pyramid does. */

const FAR = 60; // patches that are displaced, beyond recognition
const LEAST = 1 / 64; // that a pyramid can lose: a vote in each of two of the finest cells

/* What is said after none, one and both of them. */
export const WORD_TASKS = [
  `Move at least ${FAR} of the 64 patches. What does the bag notice?`,
  "You would not know the picture again, and no bar of the bag has moved. Now put all back, and find the smallest exchange that the pyramid notices.",
  "Two cells of the finest level have noticed, and nothing else: the loss is 1/64. Within a cell, or between two patches of one word, not even the pyramid notices.",
];

/* How many tasks are done, after `done` of them; loss: of what the pyramid has in common with the
   beginning's. */
export function wordTasksDone(done, displaced, loss) {
  if (done === 0) return displaced >= FAR ? 1 : 0;
  return done === 1 && loss > 1e-9 && loss < LEAST + 1e-9 ? 2 : done;
}
