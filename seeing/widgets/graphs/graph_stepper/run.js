/* A graph -> every step of its forward and backward pass.

   graph: {nodes: [{kind, name, val, parents, given}], output, recording: null or what an engine did}
   Values, gradients and contributions are tensors; null where an array was too large to bring along.

   A gift is what one node gives one parent in one step: {from, to, slots, parts, total}. parts has one
   tensor for each slot (each edge) or, where an engine's whole cannot be told apart, is null.
   rule: what the rule gives each slot, where it is known and an engine gave something else. */

import { findingsOf } from "./findings.js";
import { formulaOf, OPERATIONS } from "./operations.js";
import { close, filled, sumOf } from "./tensors.js";

/* Names for all nodes: v₁, v₂ … for results without one, c₁ … for constants. */
export function withNames(nodes, show) {
  const taken = new Set(nodes.map(({ name }) => name));
  const counts = { v: 0, c: 0 };
  const fresh = (letter) => {
    let name;
    do name = `${letter}${subscript((counts[letter] += 1))}`;
    while (taken.has(name));
    return name;
  };
  const named = [];
  for (const node of nodes) {
    const leaf = node.parents.length === 0;
    const number = leaf && node.literal && node.val.data.length === 1 && !node.name;
    const name = node.name || (number ? show(node.val.data[0]) : fresh(leaf ? "c" : "v"));
    const formula = leaf
      ? ""
      : formulaOf(
          node,
          node.parents.map((id) => named[id].name),
        );
    named.push({ ...node, name, formula, number });
  }
  return named;
}

function subscript(count) {
  return [...String(count)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
}

/* Steps: {phase: "start"}, one "forward" for each result, "seed", one "backward" for each result in
   reverse order, and "stopped" where an engine could not go on. */
export function stepsOf(graph) {
  const results = [...graph.nodes.keys()].filter((id) => graph.nodes[id].parents.length > 0);
  const forward = results.map((node) => ({ phase: "forward", node }));
  const back = graph.recording ? recordedSteps(graph) : computedSteps(graph, results);
  return [{ phase: "start", node: null }, ...forward, ...back];
}

function computedSteps(graph, results) {
  const { nodes, output } = graph;
  const grads = nodes.map(({ val }) => filled(val.shape, 0));
  grads[output] = filled(nodes[output].val.shape, 1);
  const steps = [{ phase: "seed", node: output }];
  for (const id of [...results].reverse()) {
    const parts = partsOf(nodes, id, grads[id]);
    const gifts = parentsOnce(nodes[id]).map(({ to, slots }) => {
      const own = slots.map((slot) => parts[slot]);
      return { from: id, to, slots, parts: own, total: sumOf(own) };
    });
    for (const { to, total } of gifts) grads[to] = sumOf([grads[to], total]);
    steps.push({ phase: "backward", node: id, gifts, upstream: grads[id], findings: [] });
  }
  return steps;
}

/* What the rule of a node gives each slot, or null if its kind or its arrays are not known here. */
export function partsOf(nodes, id, upstream) {
  const node = nodes[id];
  const operation = OPERATIONS[node.kind];
  const values = node.parents.map((parent) => nodes[parent].val);
  if (!operation || (operation.arity ?? values.length) !== values.length) return null;
  if ([upstream, node.val, ...values].includes(null)) return null;
  const value = operation.forward(values, node);
  // An engine's class of the same name may compute something else; then its rule is another too.
  if (value === null || !close(value, node.val) || upstream.data.length !== value.data.length)
    return null;
  return operation.backward(upstream, values, node.val, node);
}

export function parentsOnce({ parents }) {
  const slots = new Map();
  for (const [slot, to] of parents.entries()) slots.set(to, [...(slots.get(to) ?? []), slot]);
  return [...slots].map(([to, places]) => ({ to, slots: places }));
}

function recordedSteps({ nodes, output, recording }) {
  const steps =
    recording.steps.length || !recording.stopped ? [{ phase: "seed", node: output }] : [];
  const grads = nodes.map(({ val }) => val && filled(val.shape, 0));
  grads[output] = nodes[output].val && filled(nodes[output].val.shape, 1);
  for (const { node: id, changes } of recording.steps) {
    const upstream = grads[id];
    const before = [...grads];
    for (const { node, grad } of changes) grads[node] = grad;
    const parts = partsOf(nodes, id, upstream);
    const gifts = parentsOnce(nodes[id]).map(({ to, slots }) =>
      gift(id, to, slots, before[to], grads[to], parts),
    );
    const bare = parts && partsOf(nodes, id, filled(upstream.shape, 1));
    const findings = findingsOf({
      nodes,
      id,
      before,
      after: grads,
      upstream,
      parts,
      bare,
      changes,
    });
    steps.push({
      phase: "backward",
      node: id,
      gifts,
      upstream,
      findings,
      grads: [...grads],
      checked: parts !== null,
    });
  }
  if (recording.stopped) steps.push({ phase: "stopped", ...recording.stopped });
  return steps;
}

function gift(from, to, slots, before, after, parts) {
  const total = before && after && sumOf([after, { ...before, data: before.data.map((x) => -x) }]);
  const own = parts && slots.map((slot) => parts[slot]);
  const agrees = total && own && close(total, sumOf(own));
  const split = agrees && slots.length > 1 ? own : total && slots.length === 1 ? [total] : null;
  return { from, to, slots, parts: split, total, rule: agrees ? null : own };
}

/* What is known at a step: which values, and for each node the gifts and the gradient so far. */
export function stateAt(graph, steps, position) {
  const { nodes, output } = graph;
  const done = steps.slice(0, position + 1);
  const known = nodes.map(
    ({ parents }, id) =>
      parents.length === 0 || done.some((step) => step.phase === "forward" && step.node === id),
  );
  const gifts = nodes.map(() => []);
  const grads = nodes.map(() => null);
  for (const step of done) {
    if (step.phase === "seed")
      grads[output] = graph.nodes[output].val && filled(graph.nodes[output].val.shape, 1);
    for (const one of step.gifts ?? []) {
      gifts[one.to].push(one);
      grads[one.to] = step.grads
        ? step.grads[one.to]
        : sumOf([grads[one.to], one.total].filter(Boolean));
    }
  }
  const expected = nodes.map(() => 0);
  for (const { parents } of nodes) for (const parent of parents) expected[parent] += 1;
  return { step: steps[position], known, gifts, grads, expected };
}
