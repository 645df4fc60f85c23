/* Twenty questions: which digit comes next, what was answered, what the machine makes of it. */

import {
  bestRun,
  chainOrder,
  inOrder,
  largestPlace,
  layerInOrder,
  linearScores,
  mixedIndices,
} from "../../arithmetic/shuffling.js";

export const QUIZ = 20;
const RUN = 10; // answers that the challenge looks at
const LEAST_SHARE = 10; // per cent
export const SHUFFLE_TASK =
  `Displace at least ${LEAST_SHARE} % of the pixels, press “Ask me”, and name ten digits in a row ` +
  "with no more mistakes than the classifier.";

/* The images of a quiz, in the order in which they are asked: none comes again before there are too
   few others. */
export function questions(quiz, count) {
  const quizzes = Math.floor(count / QUIZ);
  const first = (quiz % quizzes) * QUIZ;
  return mixedIndices(Math.floor(quiz / quizzes), count).slice(first, first + QUIZ);
}

/* What became of an answer. `machine`: the classifier with its weights shuffled alike is right;
   `alone`: with its weights left alone it is. digits: {images, labels, layer}. */
export function judged({ digit, share, seed, answer }, { images, labels, layer }) {
  const order = chainOrder(seed, images[digit].length, share);
  const seen = inOrder(images[digit], order);
  const read = (one) => largestPlace(linearScores(one, seen));
  const label = labels[digit];
  const machineAnswer = read(layerInOrder(layer, order));
  return {
    label,
    share,
    answer,
    machineAnswer,
    right: answer === label,
    machine: machineAnswer === label,
    alone: read(layer) === label,
  };
}

/* "" or what the challenge says when it is solved. */
export function solvedWords(results) {
  const best = bestRun(
    results.filter(({ share }) => share >= LEAST_SHARE),
    RUN,
  );
  if (!best) return "";
  return (
    `You named ${best.yours} of ten, the classifier ${best.machines}, with ${best.share} % ` +
    "displaced or more. Raise the share: where do you fail? Its answers stay the same."
  );
}

/* How many the reader and both classifiers have named. */
export function totals(results) {
  const count = (name) => results.filter((result) => result[name]).length;
  return {
    of: results.length,
    you: count("right"),
    machine: count("machine"),
    alone: count("alone"),
  };
}
