/* The small task in the caption, and whether it is solved. */

import { show } from "./words.js";

/* goal: {name: number}. Solved if every entry of the gradient of each name is that number, and no
   number is written into the expression. */
export function reaches(graph, final, goal) {
  return (
    Object.keys(goal).length > 0 &&
    !graph.nodes.some(({ literal, kind }) => literal || kind === "Power") &&
    Object.entries(goal).every(([name, wanted]) => {
      const id = graph.nodes.findIndex((node) => node.name === name);
      return id >= 0 && final.grads[id]?.data.every((value) => Math.abs(value - wanted) < 1e-9);
    })
  );
}

/* The node of a recorded graph that the reader has to find: the one in which most contributions
   add, or null if no node is shared. */
export function mostShared({ expected }) {
  const most = Math.max(...expected);
  return most > 1 ? expected.indexOf(most) : null;
}

/* Returns {solved, task, found}, or null where there is nothing to solve. final: the state after the last
   step. */
export function challengeOf({ graph, final, goal, selected, atEnd }) {
  if (graph.recording) return recordedChallenge(graph, final, selected, atEnd);
  const wishes = Object.entries(goal)
    .map(
      ([name, value]) =>
        `the gradient of ${name} is exactly ${show(value)}${isNumber(graph, name) ? "" : " everywhere"}`,
    )
    .join(" and ");
  if (!wishes) return null;
  const solved = reaches(graph, final, goal);
  return {
    solved,
    task: `Change the expression or the values until ${wishes}, with no number written in the expression.`,
    found: "Is there another way, by other values or another expression?",
  };
}

function isNumber({ nodes }, name) {
  return nodes.find((node) => node.name === name)?.val.data.length === 1;
}

function recordedChallenge(graph, final, selected, atEnd) {
  const shared = mostShared(final);
  if (shared === null || graph.recording.stopped) return null;
  const solved = atEnd && selected !== null && final.expected[selected] === final.expected[shared];
  return {
    solved,
    task: "Which node’s gradient is a sum of the most contributions? Predict, step to the end, and select it.",
    found: solved
      ? `${graph.nodes[selected].name} is used ${final.expected[selected]} times, so that many contributions add.`
      : "",
  };
}
