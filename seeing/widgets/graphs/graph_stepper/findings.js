/* Where what an engine did differs from the local rule, and which mistake it looks like. */

import { close, filled, mapTensor, sameShape, shapeText, sumOf } from "./tensors.js";
import { tensorText } from "./words.js";

/* before, after: the gradients of all nodes around one call of backpropagate; parts: what the rule
   gives each slot for the gradient that had really arrived, or null if it is not known; bare: what
   it would give for a gradient of ones. */
export function findingsOf({ nodes, id, before, after, upstream, parts, bare, changes }) {
  const { name, kind, parents } = nodes[id];
  const who = `${name} (${kind})`;
  const strangers = changes
    .filter(({ node }) => !parents.includes(node))
    .map(({ node }) =>
      node === id
        ? `${who} changed its own gradient: work on a copy, and give no parent the same array.`
        : `${who} changed the gradient of ${nodes[node].name}, no parent of it: two nodes may share one array, so give each a copy.`,
    );
  const found = [...new Set(parents)].map((to) => {
    if (!after[to] || !nodes[to].val) return null;
    if (!sameShape(after[to].shape, nodes[to].val.shape))
      return wrongShape(who, nodes[to], after[to]);
    if (!parts) return null;
    const of = (all) => parents.flatMap((parent, slot) => (parent === to ? [all[slot]] : []));
    return mistake({
      who,
      name: nodes[to].name,
      before: before[to],
      after: after[to],
      own: of(parts),
      bare: sumOf(of(bare)),
      upstream,
    });
  });
  return [...found.filter(Boolean), ...strangers];
}

function wrongShape(who, parent, gradient) {
  return (
    `${who} left ${parent.name} a gradient of ${shapeText(gradient.shape)}, and its value has ` +
    `${shapeText(parent.val.shape)}: sum over what broadcasting repeated.`
  );
}

function mistake({ who, name, before, after, own, bare, upstream }) {
  if (!before || !sameShape(before.shape, after.shape)) return null;
  const given = sumOf([after, negative(before)]);
  const right = sumOf(own);
  if (close(given, right)) return null;
  const difference = `${who} gave ${name} ${tensorText(given)}, expected ${tensorText(right)}`;
  const zero = filled(before.shape, 0);
  if (!close(before, zero) && close(after, right)) {
    return `${difference}: it replaced the gradient that was there. Add to it with +=.`;
  }
  if (own.length > 1 && own.some((part) => close(given, part))) {
    return `${difference}: ${name} is its parent ${own.length === 2 ? "twice" : `${own.length} times`}, and each time counts.`;
  }
  if (close(given, zero)) return `${difference}: nothing arrived.`;
  if (close(given, negative(right))) return `${difference}: the sign is turned round.`;
  if (close(given, bare))
    return `${difference}: the gradient that came from above, ${tensorText(upstream)}, is not in it. Multiply by it.`;
  return `${difference}: look at its rule again.`;
}

function negative(t) {
  return mapTensor((x) => -x, t);
}
