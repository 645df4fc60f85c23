/* The local rules and the steps in words. */

import { format } from "../../kit/numbers.js";
import { rowsOf, shapeText } from "./tensors.js";

// G: the gradient that has arrived at the node from above, "upstream".
const RULES = {
  Add: "A sum passes its gradient on unchanged, once for each use.",
  Subtract: "A difference passes its gradient G on unchanged to the left, and as −G to the right.",
  Multiply: "Product: each factor gets the upstream gradient G times the other factor.",
  Divide:
    "Quotient: the top gets the upstream gradient G divided by the bottom; the bottom gets −G · top / bottom².",
  MatMul:
    "Matrix product: the upstream gradient G goes to the left as G @ rightᵀ and to the right as leftᵀ @ G.",
  Negate: "A minus sign turns the sign of the upstream gradient G.",
  Power: "Power: the upstream gradient G times the slope, exponent · base to the exponent − 1.",
  ReLU: "ReLU passes the upstream gradient G where its input is above 0, and 0 elsewhere.",
  Sigmoid: "Sigmoid: the upstream gradient G times the slope s · (1 − s), where s is the value.",
  Exp: "The exponential is its own slope: the upstream gradient G times the value.",
  Log: "Logarithm: the upstream gradient G times the slope 1 / input.",
  Sum: "A sum over entries gives each of them the same upstream gradient G.",
  Mean: "A mean over n entries gives each of them G / n, where G is the upstream gradient.",
  LogSoftmax: "Log-softmax: the upstream gradient G minus, in each row, its sum times the softmax.",
  Concatenate:
    "Joined forward, cut apart backward: each part gets its own piece of the gradient G.",
  MeanSquaredError:
    "Mean squared error: the upstream gradient G times 2 · (left − right) / n, and the opposite for the right.",
  NegativeLogLikelihood:
    "Negative log likelihood: the upstream gradient G times −1/n at each row’s label, and 0 elsewhere.",
};
export const BROADCAST =
  "Broadcasting forward is summing backward: what was repeated gets the sum over its copies.";

export function ruleOf({ kind }) {
  return RULES[kind] ?? `${kind} has a rule of its own, which this figure does not know.`;
}

/* Is a parent of another shape than the value, of a node that works entry by entry? */
export function broadcasts(nodes, { kind, parents, val }) {
  return (
    ["Add", "Subtract", "Multiply", "Divide", "MeanSquaredError"].includes(kind) &&
    val !== null &&
    new Set([
      ...parents.map((id) => String(nodes[id].val?.shape)),
      ...(kind === "MeanSquaredError" ? [] : [String(val.shape)]),
    ]).size > 1
  );
}

export function show(value) {
  return Number.isFinite(value)
    ? format(value)
    : String(value).replace("Infinity", "∞").replace("-", "−");
}

/* A tensor in a line of text: 2, [1, 2], [[1, 0], [0, 1]], or its shape if it is long. */
export function tensorText(t, most = 9) {
  if (t === null) return "a large array";
  if (t.data.length > most) {
    return `${t.shape.join(" × ")} numbers from ${show(Math.min(...t.data))} to ${show(Math.max(...t.data))}`;
  }
  const rows = rowsOf(t).map((row) => row.map(show).join(", "));
  if (t.shape.length === 0) return rows[0];
  if (t.shape.length === 1) return `[${rows[0]}]`;
  return `[${rows.map((row) => `[${row}]`).join(", ")}]`;
}

export function sizeText(node) {
  return node.val ? tensorText(node.val) : `${node.shape.join(" × ")} numbers`;
}

function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/* What a step does, for an eye that sees the numbers beside it, or in full for an ear. */
export function sentence(graph, steps, position, state, full = false) {
  const { step } = state;
  const { nodes, output } = graph;
  if (step.phase === "start") return startSentence(nodes, output);
  if (step.phase === "stopped")
    return `Here the backward pass stops: ${step.message} Mend it, then make the graph and this figure anew.`;
  const node = nodes[step.node];
  const written = node.formula ? `${node.name} = ${node.formula}` : node.name;
  const end = position === steps.length - 1 ? endOf(graph, steps, state) : "";
  const said = {
    forward: () => `${written}${full ? ` = ${sizeText(node)}` : ""}.`,
    seed: () => seedSentence(node),
    backward: () => backwardSentence(nodes, node, state, full),
  }[step.phase]();
  return `${place(steps, position)}: ${step.phase === "backward" ? `${written}. ` : ""}${said}${end}`;
}

function startSentence(nodes, output) {
  const leaves = nodes
    .filter(({ parents, number }) => parents.length === 0 && !number)
    .map((node) => node.name);
  const name = nodes[output].name;
  return (
    `Given ${leaves.length === 1 ? "is" : "are"} ${listed([...new Set(leaves)])}. Predict ${name}. ` +
    `Then predict how much ${name} changes with each of them. Now step.`
  );
}

function place(steps, position) {
  const back = steps.findIndex(({ phase }) => phase === "seed");
  if (position === back) return "Backward starts";
  if (back < 0 || position < back)
    return `Forward ${position} of ${(back < 0 ? steps.length : back) - 1}`;
  return `Backward ${position - back} of ${steps.filter(({ phase }) => phase === "backward").length}`;
}

function seedSentence(node) {
  if (!node.val || node.val.data.length > 1) {
    return `${node.name} is not one number, so its gradient starts as ones: what follows is the derivative of the sum of its entries.`;
  }
  return `the gradient of ${node.name} with respect to itself is 1. From here it flows back.`;
}

function backwardSentence(nodes, node, state, full) {
  const summed = broadcasts(nodes, node) ? ` ${BROADCAST}` : "";
  const gifts = state.step.gifts
    .map((gift) => giftSentence(nodes, gift, state, full))
    .filter(Boolean);
  return [`${ruleOf(node)}${summed}`, ...gifts, ...(full ? state.step.findings : [])].join(" ");
}

/* "x gets 1 and 1." and, for a shared node, what it waits for or what adds up. */
function giftSentence(nodes, { to, parts, total }, { gifts, grads, expected }, full) {
  const { name } = nodes[to];
  const given = full
    ? `${name} gets ${parts ? listed(parts.map((part) => tensorText(part))) : `${tensorText(total)} in all`}. `
    : "";
  if (expected[to] === 1) return given.trim();
  const missing = expected[to] - gifts[to].reduce((sum, { slots }) => sum + slots.length, 0);
  if (missing > 0) return `${given}${name} waits for ${missing} more.`;
  const times = expected[to] === 2 ? "twice" : `${expected[to]} times`;
  const sum = full ? `: ${additionText(gifts[to], grads[to])}` : "";
  return `${given}${name} is used ${times}, so its contributions add${sum}.`;
}

/* "1 + 1 = 2" */
export function additionText(gifts, total) {
  const parts = gifts.flatMap((gift) => gift.parts ?? [gift.total]).map((part) => tensorText(part));
  const bracketed = parts.map((part, i) => (i > 0 && part.startsWith("−") ? `(${part})` : part));
  return parts.length > 1 ? `${bracketed.join(" + ")} = ${tensorText(total)}` : tensorText(total);
}

function endOf({ recording, nodes, output }, steps, { step }) {
  const wrong = steps.filter(({ findings = [] }) => findings.length > 0).length;
  if (wrong > 0)
    return ` The backward pass is done, and ${wrong} of its steps ${wrong === 1 ? "differs" : "differ"} from the rules.`;
  if (step.phase === "seed") return " No node lies behind it.";
  if (step.phase === "backward")
    return " All gradients are there. No value has changed: backward only measures.";
  if (recording?.stopped) return ` ${recording.stopped.message}`;
  return ` ${nodes[output].name} is computed.`;
}

/* What a node that was pressed is, in a line. */
export function selectedSentence({ nodes, output }, { expected }, id) {
  const { name, kind, parents, val, shape } = nodes[id];
  const size = shapeText(val?.shape ?? shape);
  const uses = expected[id] === 1 ? "used once" : `used ${expected[id]} times`;
  const role = id === output ? "the output" : `${uses}${parents.length ? "" : ", a leaf"}`;
  return `${name}: ${kind}, ${size}, ${role}. Press it again to go back to the step.`;
}
