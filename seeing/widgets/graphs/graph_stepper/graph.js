/* An expression and the values of its inputs -> a graph with its values, or a PlaceError. */

import { format } from "../../kit/numbers.js";
import { OPERATIONS } from "./operations.js";
import { parse } from "./parser.js";
import { fromNested, shapeText } from "./tensors.js";
import { PlaceError } from "./tokens.js";

export const MOST_NODES = 60;
export const MOST_ENTRIES = 64; // of one value: more cannot be read

/* inputs: {name: number or rows}. A name without a value gets one of 2, 3, 5, 7 …: distinct primes,
   so that a product tells its factors. Returns {nodes, output, inputs: {name: value}}; a node is
   {kind, name, val, parents, given}, and only what the last line needs is there. */
export function graphOf(text, inputs = {}) {
  const { nodes, output } = parse(text);
  const values = {};
  let free = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
  for (const node of nodes) {
    if (node.input) {
      if (!(node.name in inputs)) free = [...free.slice(1), free[0]];
      values[node.name] = inputs[node.name] ?? free.at(-1);
      node.val = fromNested(values[node.name]);
    } else {
      node.val = node.literal ?? valueOf(node, nodes, text);
    }
    refuseTooLarge(node);
  }
  return { ...reachable(nodes, output), inputs: values };
}

function valueOf(node, nodes, text) {
  const values = node.parents.map((id) => nodes[id].val);
  const value = OPERATIONS[node.kind].forward(values, node);
  if (value === null) throw new PlaceError(misfit(node, values), node.start, node.end);
  if (!value.data.every(Number.isFinite)) {
    const where = text.slice(node.start, node.end).trim();
    throw new PlaceError(
      `${where} has no finite value here: ${cause(node, values)}`,
      node.start,
      node.end,
    );
  }
  return value;
}

function misfit({ kind }, [a, b]) {
  const shapes = `The left has ${shapeText(a.shape)} and the right ${shapeText(b.shape)}`;
  if (kind !== "MatMul") {
    return `${shapes}: counted from the last, lengths must be equal, or one of them 1`;
  }
  if (!a.shape.length || !b.shape.length)
    return `${shapes}: @ needs matrices or vectors, use * for a number`;
  return `${shapes}: @ needs as many columns on the left as rows on the right`;
}

function cause({ kind }, [a, b]) {
  if (kind === "Log")
    return `log needs numbers above 0, and the smallest is ${format(Math.min(...a.data))}`;
  if (kind === "Divide") return b.data.includes(0) ? "it divides by 0" : "it grows too large";
  if (kind === "Power") return "a negative number has no such power, nor 0 a negative one";
  return "it grows too large, choose smaller numbers";
}

function refuseTooLarge({ val, start, end }) {
  if (val.shape.length <= 2 && val.data.length <= MOST_ENTRIES) return;
  throw new PlaceError(
    `This has ${shapeText(val.shape)}: use matrices with up to ${MOST_ENTRIES} entries`,
    start,
    end,
  );
}

/* The nodes that the output needs, numbered anew: parents before children, the output last. */
function reachable(nodes, output) {
  const needed = new Set([output]);
  for (let id = output; id >= 0; id -= 1) {
    if (needed.has(id)) for (const parent of nodes[id].parents) needed.add(parent);
  }
  const ids = [...needed].sort((a, b) => a - b);
  if (ids.length > MOST_NODES) {
    const { start, end } = nodes[ids[MOST_NODES]];
    throw new PlaceError(
      `Here the graph has more than ${MOST_NODES} nodes, too many to read: use fewer signs`,
      start,
      end,
    );
  }
  const number = new Map(ids.map((id, index) => [id, index]));
  const kept = ids.map((id) => {
    const { kind, name, val, parents, given, literal } = nodes[id];
    return {
      kind,
      name,
      val,
      given,
      literal: literal !== undefined,
      parents: parents.map((parent) => number.get(parent)),
    };
  });
  return { nodes: kept, output: kept.length - 1 };
}
