/* A small grammar for graphs: "z = x + x + y", one assignment a line or several parted by ";".

   sum      product {("+" | "−") product}
   product  signed {("*" | "/" | "@") signed}
   signed   "−" signed | power
   power    atom ["**" number]
   atom     number | [[1, 2], [3, 4]] | name | function "(" sum ")" | "(" sum ")"

   What a name stands for is one node, however often it is used. A name that no line defines is an
   input. Each error is a PlaceError. */

import { fromNested } from "./tensors.js";
import { PlaceError, tokens } from "./tokens.js";

export const FUNCTIONS = {
  relu: "ReLU",
  sigmoid: "Sigmoid",
  exp: "Exp",
  log: "Log",
  sum: "Sum",
  mean: "Mean",
};
const BINARY = { "+": "Add", "-": "Subtract", "*": "Multiply", "/": "Divide", "@": "MatMul" };

/* Text -> {nodes: [{kind, name, parents, given, start, end}], output}, parents before children.
   Inputs have kind "Constant" and input: true; numbers and tables written out have a `literal`. */
export function parse(text) {
  const state = { tokens: tokens(text), at: 0, nodes: [], names: new Map() };
  let output;
  while (peek(state).kind !== "end") {
    if (takeSign(state, ";") || takeSign(state, "\n")) continue;
    output = statement(state);
    const { kind, text: sign, start, end } = peek(state);
    if (kind !== "end" && sign !== ";" && sign !== "\n") {
      throw new PlaceError(
        `${said(peek(state))} does not follow on what stands before it: put a sign such as + or * between`,
        start,
        end,
      );
    }
  }
  if (output === undefined)
    throw new PlaceError(
      "Nothing is here yet: write an expression such as x + x + y",
      0,
      text.length,
    );
  return { nodes: state.nodes, output };
}

function statement(state) {
  const [first, second] = state.tokens.slice(state.at);
  if (first.kind !== "name" || second.text !== "=") return sum(state);
  if (state.names.has(first.text)) {
    throw new PlaceError(
      `${first.text} is already in the graph, and a node keeps its value: choose a new name`,
      first.start,
      first.end,
    );
  }
  if (FUNCTIONS[first.text])
    throw new PlaceError(
      `${first.text} is the name of a function: choose another`,
      first.start,
      first.end,
    );
  state.at += 2;
  const id = sum(state);
  if (state.names.has(first.text)) {
    throw new PlaceError(
      `${first.text} is used to compute itself, which makes a cycle: choose a new name`,
      first.start,
      first.end,
    );
  }
  state.names.set(first.text, id);
  state.nodes[id].name ||= first.text;
  return id;
}

function sum(state) {
  return chain(state, ["+", "-"], product);
}

function product(state) {
  return chain(state, ["*", "/", "@"], signed);
}

function chain(state, signs, part) {
  const { start } = peek(state);
  let left = part(state);
  for (let sign = takeSign(state, ...signs); sign; sign = takeSign(state, ...signs)) {
    left = add(state, { kind: BINARY[sign.text], parents: [left, part(state)], start });
  }
  return left;
}

function signed(state) {
  const minus = takeSign(state, "-");
  if (!minus) return power(state);
  const number = peek(state).kind === "number" && state.tokens[state.at + 1].text !== "**";
  if (number) return literal(state, -1, minus.start);
  return add(state, { kind: "Negate", parents: [signed(state)], start: minus.start });
}

function power(state) {
  const { start } = peek(state);
  const base = atom(state);
  if (!takeSign(state, "**")) return base;
  const minus = takeSign(state, "-");
  const token = peek(state);
  if (token.kind !== "number")
    throw new PlaceError(
      `${said(token)} cannot be an exponent here: write a number, such as x ** 2`,
      token.start,
      token.end,
    );
  state.at += 1;
  const exponent = Number(token.text) * (minus ? -1 : 1);
  return add(state, { kind: "Power", parents: [base], given: { exponent }, start });
}

function atom(state) {
  const token = peek(state);
  if (token.kind === "number") return literal(state, 1, token.start);
  if (token.text === "[") return table(state);
  if (takeSign(state, "(")) {
    const inside = sum(state);
    closeBracket(state, token);
    return inside;
  }
  if (token.kind !== "name")
    throw new PlaceError(
      `${said(token)} stands where a name, a number or “(” is needed`,
      token.start,
      token.end,
    );
  state.at += 1;
  return peek(state).text === "(" ? call(state, token) : named(state, token);
}

function call(state, name) {
  const kind = FUNCTIONS[name.text];
  if (!kind) {
    throw new PlaceError(
      `${name.text} is no function of this figure: use ${Object.keys(FUNCTIONS).join(", ")}, or * to multiply`,
      name.start,
      name.end,
    );
  }
  const open = takeSign(state, "(");
  const parents = [sum(state)];
  closeBracket(state, open);
  return add(state, { kind, parents, start: name.start });
}

function named(state, { text, start, end }) {
  if (FUNCTIONS[text])
    throw new PlaceError(
      `${text} is a function: write what it is of in brackets, such as ${text}(x)`,
      start,
      end,
    );
  if (!state.names.has(text)) {
    state.names.set(
      text,
      add(state, { kind: "Constant", parents: [], name: text, input: true, start }),
    );
  }
  return state.names.get(text);
}

function literal(state, sign, start) {
  const token = peek(state);
  state.at += 1;
  return add(state, {
    kind: "Constant",
    parents: [],
    literal: fromNested(sign * Number(token.text)),
    start,
  });
}

function table(state) {
  const { start } = peek(state);
  const value = fromNested(entries(state));
  const { end } = state.tokens[state.at - 1];
  if (value === null)
    throw new PlaceError(
      "These rows differ in length: give each the same number of entries",
      start,
      end,
    );
  return add(state, { kind: "Constant", parents: [], literal: value, start });
}

function entries(state) {
  if (takeSign(state, "[")) {
    const found = [entries(state)];
    while (takeSign(state, ",")) found.push(entries(state));
    if (!takeSign(state, "]")) throw expected(state, "“,” or “]”");
    return found;
  }
  const sign = takeSign(state, "-") ? -1 : 1;
  if (peek(state).kind !== "number") throw expected(state, "a number");
  state.at += 1;
  return sign * Number(state.tokens[state.at - 1].text);
}

function closeBracket(state, open) {
  if (takeSign(state, ")")) return;
  if (peek(state).kind !== "end") throw expected(state, "“)” or a sign such as +");
  throw new PlaceError(
    "This bracket is never closed: write “)” after what belongs to it",
    open.start,
    open.end,
  );
}

function expected(state, what) {
  const token = peek(state);
  return new PlaceError(`${said(token)} stands where ${what} is needed`, token.start, token.end);
}

function said({ kind, text }) {
  if (kind === "end") return "The end";
  return text === "\n" ? "The end of the line" : `“${text.replace("-", "−")}”`;
}

function peek(state) {
  return state.tokens[state.at];
}

function takeSign(state, ...signs) {
  const token = peek(state);
  if (token.kind !== "sign" || !signs.includes(token.text)) return null;
  state.at += 1;
  return token;
}

/* A node ends where the last token that it took ends. */
function add(state, node) {
  const { end } = state.tokens[Math.max(0, state.at - 1)];
  return state.nodes.push({ name: "", given: {}, ...node, end }) - 1;
}
