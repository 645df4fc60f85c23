/* The arithmetic of one step, or of one node, as rows of text and matrices.

   workings(…) -> [[token, …], …]; a token is text or {t: tensor or null, role, shape,
   whole: is a large one written out?} */

import { make } from "../../kit/frame.js";
import { OPERATIONS } from "./operations.js";
import { filled, rowsOf, shapeText, transpose } from "./tensors.js";
import { broadcasts, show, tensorText } from "./words.js";

const LARGEST_WRITTEN = 4; // rows or columns in a line of arithmetic; a pressed card shows all

/* Rows for the step of a state, or for the node `selected`. */
export function workings(graph, state, selected) {
  if (selected !== null) return nodeRows(graph, state, selected);
  const { nodes, output } = graph;
  const { step } = state;
  const node = nodes[step.node ?? output];
  if (step.phase === "start")
    return [[`${node.name} = ${node.formula}${node.formula && " = "}`, "?"]];
  if (step.phase === "forward") return [forwardRow(graph, step.node)];
  if (step.phase === "seed")
    return [[`gradient of ${node.name} = `, gradient(state.grads[step.node], node)]];
  if (step.phase === "stopped") return [];
  // A whole sum shows its parts itself, where they need no working.
  const isInItsSum = ({ to, parts }) =>
    node.kind === "Add" && parts !== null && state.expected[to] > 1;
  const rows = step.gifts
    .filter((gift) => !isInItsSum(gift))
    .map((gift) => giftRow(graph, step, gift));
  const sums = step.gifts
    .filter(({ to }) => state.expected[to] > 1)
    .map(({ to }) => sumRow(graph, state, to));
  return [...rows, ...sums];
}

function value(graph, id) {
  const node = graph.nodes[id];
  const role = id === graph.output ? "output" : node.parents.length ? "result" : "input";
  return { t: node.val, role, shape: node.shape };
}

function gradient(t, node) {
  return { t, role: "gradient", shape: node.shape };
}

const SIGN = { Add: " + ", Subtract: " − ", Multiply: " · ", Divide: " / ", MatMul: " @ " };

function forwardRow(graph, id) {
  const node = graph.nodes[id];
  const start = `${node.name} = ${node.formula} = `;
  const sign = SIGN[node.kind];
  if (!sign) return [start, value(graph, id)];
  const [left, right] = node.parents.map((parent) => value(graph, parent));
  return [start, left, sign, right, " = ", value(graph, id)];
}

function giftRow(
  graph,
  { node: id, upstream, checked = true },
  { to, slots, parts, total, rule = null },
) {
  const parent = graph.nodes[to];
  const given = [gradient(total, parent), slots.length > 1 ? " in all" : ""];
  if (!checked || !upstream) return [`${parent.name} gets `, ...given];
  const ways = slots.map((slot, i) => {
    const how = derivation(graph, id, slot, upstream);
    return [...how, how.length ? " = " : "", gradient((rule ?? parts)[i], parent)];
  });
  const same = ways.length > 1 && ways.every((way) => rowText(way) === rowText(ways[0]));
  const derived = same
    ? [ways.length === 2 ? "twice " : `${ways.length} times `, ...ways[0]]
    : ways.flatMap((way, i) => [i > 0 ? " and once more " : "", ...way]);
  const note = broadcastNote(graph.nodes[id], parent);
  if (rule) return [`${parent.name} got `, ...given, "; the rule gives ", ...derived, ...note];
  return [`${parent.name} gets `, ...derived, ...note];
}

function broadcastNote(child, parent) {
  if (!child.val || !parent.val || !broadcasts([parent], { ...child, parents: [0] })) return [];
  return [` summed over its copies to ${shapeText(parent.val.shape)}`];
}

/* How a contribution comes about: the factors, symbols first. */
function derivation({ nodes }, id, slot, upstream) {
  const node = nodes[id];
  const [a, b] = node.parents.map((parent) => value({ nodes }, parent));
  const [left, right] = node.parents.map((parent) => nodes[parent].name);
  const G = { t: upstream, role: "gradient" };
  const matrix = [a, b].every((factor) => factor?.t?.shape.length === 2);
  const forms = {
    Add: [[], []],
    Subtract: [[], ["−", G]],
    Multiply: [
      [`G · ${right} = `, G, " · ", b],
      [`G · ${left} = `, G, " · ", a],
    ],
    Divide: [[`G / ${right} = `, G, " / ", b], [`−G · ${left} / ${right}²`]],
    MatMul: matrix
      ? [
          [`G @ ${right}ᵀ = `, G, " @ ", { ...b, t: transpose(b.t) }],
          [`${left}ᵀ @ G = `, { ...a, t: transpose(a.t) }, " @ ", G],
        ]
      : [[`G @ ${right}ᵀ`], [`${left}ᵀ @ G`]],
    Sum: [["each entry "]],
    Mean: [
      [
        `G / ${nodes[node.parents[0]].val?.data.length} = `,
        G,
        ` / ${nodes[node.parents[0]].val?.data.length}`,
      ],
    ],
    LogSoftmax: [["G − softmax · row sums of G"]],
    Concatenate: node.parents.map(() => ["its piece of G"]),
  };
  return (
    forms[node.kind]?.[slot] ?? [
      `G · local slope = `,
      G,
      " · ",
      { t: localSlope(nodes, node, slot), role: "result" },
    ]
  );
}

function localSlope(nodes, node, slot) {
  const values = node.parents.map((parent) => nodes[parent].val);
  return OPERATIONS[node.kind].backward(filled(node.val.shape, 1), values, node.val, node)[slot];
}

/* x in all: 1 + 1 = 2, with a gap for each contribution that is still to come. */
function sumRow({ nodes }, { gifts, grads, expected }, id) {
  const node = nodes[id];
  const parts = gifts[id]
    .flatMap((gift) => gift.parts ?? [gift.total])
    .map((part) => gradient(part, node));
  const arrived = gifts[id].reduce((sum, { slots }) => sum + slots.length, 0);
  const row = [`gradient of ${node.name} = `];
  for (const [i, part] of parts.entries()) row.push(i > 0 ? " + " : "", part);
  for (let i = arrived; i < expected[id]; i += 1) row.push(row.length > 1 ? " + " : "", "▢");
  if (arrived === expected[id] && parts.length > 1) row.push(" = ", gradient(grads[id], node));
  return row;
}

function nodeRows(graph, state, id) {
  const node = graph.nodes[id];
  const start = node.formula ? `${node.name} = ${node.formula} = ` : `${node.name} = `;
  const rows = [
    [start, state.known[id] ? { ...value(graph, id), whole: true } : "? (not computed yet)"],
  ];
  if (state.gifts[id].length) rows.push(wholly(sumRow(graph, state, id)));
  else if (state.grads[id])
    rows.push([
      `gradient of ${node.name} = `,
      gradient(state.grads[id], node),
      " (where backward starts)",
    ]);
  else rows.push([`gradient of ${node.name}: nothing has arrived yet`]);
  return rows;
}

/* A row with its last tensor, the result, written out. */
function wholly(row) {
  const last = row.findLastIndex((token) => typeof token !== "string");
  return row.map((token, i) => (i === last ? { ...token, whole: true } : token));
}

/* "x: 1 + 1 = 2" for a screen reader. */
export function rowText(row) {
  return row.map((token) => (typeof token === "string" ? token : tensorText(token.t))).join("");
}

export function rowNode(row) {
  return make(
    "div",
    { class: "working" },
    ...row
      .filter((token) => token !== "")
      .map((token) => (typeof token === "string" ? make("span", {}, token) : matrixNode(token))),
  );
}

/* A tensor between brackets; a scalar as it is; a large one by its shape. */
function matrixNode({ t, role, shape, whole = false }) {
  if (t === null || t === undefined)
    return make("span", { class: `matrix ${role}` }, shapeText(shape ?? []));
  const rows = rowsOf(t);
  if (!whole && Math.max(rows.length, rows[0].length) > LARGEST_WRITTEN) {
    return make(
      "span",
      { class: `matrix ${role}` },
      t.shape.length > 1 ? t.shape.join(" × ") : shapeText(t.shape),
    );
  }
  if (t.shape.length === 0) return make("b", { class: role }, show(t.data[0]));
  const cells = rows.flat().map((entry) => make("span", {}, show(entry)));
  return make(
    "span",
    { class: `matrix rows ${role}`, style: `--columns: ${rows[0].length}` },
    ...cells,
  );
}
