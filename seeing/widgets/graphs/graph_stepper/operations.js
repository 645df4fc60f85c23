/* What each kind of node computes, and what it gives back to its parents.

   forward(values, node) -> the value, or null where the shapes do not fit
   backward(G, values, value, node) -> one contribution for each parent, in order; G: the gradient
     that has arrived at the node, in the shape of its value
   formula(names, node) -> the operation as it is written */

import {
  asMatrices,
  elementwise,
  filled,
  mapTensor,
  matmul,
  sizeOf,
  tensor,
  transpose,
  unbroadcast,
} from "./tensors.js";

const times = (a, b) => a * b;
const softmax = (value) => mapTensor(Math.exp, value);

/* Two parents, entry by entry; slopes(a, b): the derivative for each of them. */
function pairwise(sign, value, slopes) {
  return {
    arity: 2,
    formula: ([a, b]) => `${a} ${sign} ${b}`,
    forward: ([a, b]) => elementwise(value, a, b),
    backward: (G, [a, b]) =>
      slopes.map((slope, slot) =>
        unbroadcast(elementwise(times, G, elementwise(slope, a, b)), [a, b][slot].shape),
      ),
  };
}

/* One parent, entry by entry; slope(x, y): the derivative from input and output. */
function entrywise(formula, value, slope) {
  return {
    arity: 1,
    formula: ([a], node) => formula(a, node),
    forward: ([a], node) => mapTensor((x) => value(x, node), a),
    backward: (G, [a], y, node) => [
      tensor(
        a.shape,
        a.data.map((x, i) => G.data[i] * slope(x, y.data[i], node)),
      ),
    ],
  };
}

/* All entries of one parent to one number. share(n): what each entry gets of G. */
function reduction(name, share) {
  return {
    arity: 1,
    formula: ([a]) => `${name}(${a})`,
    forward: ([a]) => tensor([], [a.data.reduce((sum, x) => sum + x, 0) * share(a.data.length)]),
    backward: (G, [a]) => [filled(a.shape, G.data[0] * share(a.data.length))],
  };
}

const matrixProduct = {
  arity: 2,
  formula: ([a, b]) => `${a} @ ${b}`,
  forward: ([a, b]) => matmul(a, b),
  backward(G, [a, b]) {
    const [left, right] = asMatrices(a, b);
    const upstream = tensor([left.shape[0], right.shape[1]], G.data);
    return [
      tensor(a.shape, matmul(upstream, transpose(right)).data),
      tensor(b.shape, matmul(transpose(left), upstream).data),
    ];
  },
};

/* Along the last axis, as every row of scores has its own probabilities. */
const logSoftmax = {
  arity: 1,
  formula: ([a]) => `log_softmax(${a})`,
  forward([a]) {
    const columns = a.shape.at(-1) ?? 1;
    return perRow(a, columns, (row) => {
      const top = Math.max(...row);
      const total = top + Math.log(row.reduce((sum, x) => sum + Math.exp(x - top), 0));
      return row.map((x) => x - total);
    });
  },
  backward(G, [a], y) {
    const columns = a.shape.at(-1) ?? 1;
    const sums = perRow(G, columns, (row) => row.fill(row.reduce((sum, g) => sum + g, 0)));
    return [elementwise((g, part) => g - part, G, elementwise(times, softmax(y), sums))];
  },
};

function perRow(t, columns, fn) {
  const data = [];
  for (let start = 0; start < t.data.length; start += columns)
    data.push(...fn(t.data.slice(start, start + columns)));
  return tensor(t.shape, data);
}

/* Along the one axis in which the value is longer than its parts. */
const concatenate = {
  formula: (names) => `concat(${names.join(", ")})`,
  forward(parts, node) {
    const axis = joinedAxis(parts, node.val);
    if (axis < 0) return null;
    const inner = sizeOf(parts[0].shape.slice(axis + 1));
    const outer = sizeOf(parts[0].shape.slice(0, axis));
    const data = [];
    for (let i = 0; i < outer; i += 1) {
      for (const part of parts) {
        const block = part.shape[axis] * inner;
        data.push(...part.data.slice(i * block, (i + 1) * block));
      }
    }
    return tensor(node.val.shape, data);
  },
  backward(G, parts, y) {
    const axis = joinedAxis(parts, y);
    const inner = sizeOf(y.shape.slice(axis + 1));
    let before = 0;
    return parts.map((part) => {
      const block = part.shape[axis] * inner;
      const start = before * inner;
      before += part.shape[axis];
      return tensor(
        part.shape,
        Array.from(
          part.data,
          (_, flat) =>
            G.data[Math.floor(flat / block) * y.shape[axis] * inner + start + (flat % block)],
        ),
      );
    });
  },
};

function joinedAxis(parts, value) {
  return value.shape.findIndex(
    (length, axis) =>
      parts.every(
        (part) =>
          part.shape.length === value.shape.length &&
          part.shape.every((size, other) => other === axis || size === value.shape[other]),
      ) && parts.reduce((sum, part) => sum + part.shape[axis], 0) === length,
  );
}

const meanSquaredError = {
  arity: 2,
  formula: ([a, b]) => `mse(${a}, ${b})`,
  forward([a, b]) {
    const squares = elementwise((x, t) => (x - t) ** 2, a, b);
    return (
      squares && tensor([], [squares.data.reduce((sum, x) => sum + x, 0) / squares.data.length])
    );
  },
  backward(G, [a, b]) {
    const slope = elementwise((x, t) => x - t, a, b);
    const scaled = mapTensor((d) => (2 * d * G.data[0]) / slope.data.length, slope);
    return [
      unbroadcast(scaled, a.shape),
      unbroadcast(
        mapTensor((d) => -d, scaled),
        b.shape,
      ),
    ];
  },
};

/* The mean of −log p[row, label]; the labels are the node's own, no parent. */
const negativeLogLikelihood = {
  arity: 1,
  formula: ([a]) => `nll(${a})`,
  forward([a], { given }) {
    if (!given?.labels || a.shape.length !== 2 || given.labels.length !== a.shape[0]) return null;
    const total = given.labels.reduce(
      (sum, label, row) => sum - a.data[row * a.shape[1] + label],
      0,
    );
    return tensor([], [total / a.shape[0]]);
  },
  backward(G, [a], _, { given }) {
    const gradient = filled(a.shape, 0);
    for (const [row, label] of given.labels.entries())
      gradient.data[row * a.shape[1] + label] -= G.data[0] / a.shape[0];
    return [gradient];
  },
};

export const OPERATIONS = {
  Add: pairwise("+", (a, b) => a + b, [() => 1, () => 1]),
  Subtract: pairwise("−", (a, b) => a - b, [() => 1, () => -1]),
  Multiply: pairwise("·", times, [(_, b) => b, (a) => a]),
  Divide: pairwise("/", (a, b) => a / b, [(_, b) => 1 / b, (a, b) => -a / b ** 2]),
  MatMul: matrixProduct,
  Negate: entrywise(
    (a) => `−${a}`,
    (x) => -x,
    () => -1,
  ),
  Power: entrywise(
    (a, { given }) => `${a}${raised(given?.exponent)}`,
    (x, { given }) => x ** given?.exponent,
    (x, _, { given: { exponent: n } }) => (n === 0 ? 0 : n * x ** (n - 1)),
  ),
  // 0 at exactly 0, as PyTorch has it: there is no slope there, and a choice is made.
  ReLU: entrywise(
    (a) => `relu(${a})`,
    (x) => Math.max(x, 0),
    (x) => (x > 0 ? 1 : 0),
  ),
  Sigmoid: entrywise(
    (a) => `sigmoid(${a})`,
    (x) => 1 / (1 + Math.exp(-x)),
    (_, y) => y * (1 - y),
  ),
  Exp: entrywise(
    (a) => `exp(${a})`,
    Math.exp,
    (_, y) => y,
  ),
  Log: entrywise(
    (a) => `log(${a})`,
    Math.log,
    (x) => 1 / x,
  ),
  Sum: reduction("sum", () => 1),
  Mean: reduction("mean", (n) => 1 / n),
  LogSoftmax: logSoftmax,
  Concatenate: concatenate,
  MeanSquaredError: meanSquaredError,
  NegativeLogLikelihood: negativeLogLikelihood,
};

function raised(exponent) {
  return exponent === 2 ? "²" : exponent === 3 ? "³" : `^${exponent ?? "?"}`.replace("-", "−");
}

/* How a node is written, given its parents' names; the class's own name where it is unknown. */
export function formulaOf(node, names) {
  const operation = OPERATIONS[node.kind];
  return operation ? operation.formula(names, node) : `${node.kind}(${names.join(", ")})`;
}
