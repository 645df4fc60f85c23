/* Arrays of any shape with NumPy's broadcasting: {shape: [2, 3], data: six numbers, row by row}. */

export function tensor(shape, data) {
  return { shape: [...shape], data: Float64Array.from(data) };
}

export function filled(shape, value) {
  return { shape: [...shape], data: new Float64Array(sizeOf(shape)).fill(value) };
}

export function sizeOf(shape) {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameShape(a, b) {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/* Nested lists -> tensor; null where a row has another length than the first. */
export function fromNested(nested) {
  if (!Array.isArray(nested)) return tensor([], [nested]);
  const rows = nested.map(fromNested);
  if (rows.some((row) => row === null || !sameShape(row.shape, rows[0].shape))) return null;
  return tensor(
    [rows.length, ...(rows[0]?.shape ?? [])],
    rows.flatMap((row) => [...row.data]),
  );
}

/* The rows of a tensor as a reader sees them: a scalar and a vector are one row. */
export function rowsOf({ shape, data }) {
  const columns = shape.at(-1) ?? 1;
  const rows = [];
  for (let start = 0; start < data.length; start += columns)
    rows.push(Array.from(data.slice(start, start + columns)));
  return rows;
}

/* The shape both take after broadcasting, or null if they do not fit. */
export function broadcastShape(a, b) {
  const shape = [];
  for (let axis = 1; axis <= Math.max(a.length, b.length); axis += 1) {
    const [left, right] = [a.at(-axis) ?? 1, b.at(-axis) ?? 1];
    if (left !== right && left !== 1 && right !== 1) return null;
    shape.unshift(left === 1 ? right : left);
  }
  return shape;
}

/* For each entry of `shape`, the index of the entry of `inner` that broadcasting puts there. */
function sources(inner, shape) {
  const lead = shape.length - inner.length;
  const indices = new Int32Array(sizeOf(shape));
  for (let flat = 0; flat < indices.length; flat += 1) {
    let [rest, stride, index] = [flat, 1, 0];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const place = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
      if (axis < lead) continue;
      if (inner[axis - lead] > 1) index += place * stride;
      stride *= inner[axis - lead];
    }
    indices[flat] = index;
  }
  return indices;
}

/* Broadcasting forward is summing backward: each entry of `shape` gets the sum over its copies. */
export function unbroadcast(t, shape) {
  const sum = filled(shape, 0);
  for (const [flat, index] of sources(shape, t.shape).entries()) sum.data[index] += t.data[flat];
  return sum;
}

export function mapTensor(fn, t) {
  return tensor(t.shape, t.data.map(fn));
}

/* fn of each pair of entries after broadcasting; null if the shapes do not fit. */
export function elementwise(fn, a, b) {
  const shape = broadcastShape(a.shape, b.shape);
  if (shape === null) return null;
  const [left, right] = [sources(a.shape, shape), sources(b.shape, shape)];
  return tensor(
    shape,
    Array.from(left, (index, flat) => fn(a.data[index], b.data[right[flat]])),
  );
}

export function sumOf(tensors) {
  return tensors.reduce((sum, t) => elementwise((a, b) => a + b, sum, t));
}

export function transpose({ shape: [rows, columns], data }) {
  return tensor(
    [columns, rows],
    Array.from(data, (_, flat) => data[(flat % rows) * columns + Math.floor(flat / rows)]),
  );
}

/* The matrix product of NumPy for one or two axes: a vector stands as a row on the left and as a
   column on the right. null if the inner lengths differ or a factor has another number of axes. */
export function matmul(a, b) {
  const [left, right] = asMatrices(a, b);
  if (!left || !right || left.shape[1] !== right.shape[0]) return null;
  const [[rows, inner], columns] = [left.shape, right.shape[1]];
  const product = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < inner; k += 1) {
      for (let j = 0; j < columns; j += 1) {
        product[i * columns + j] += left.data[i * inner + k] * right.data[k * columns + j];
      }
    }
  }
  return tensor([...a.shape.slice(0, -1), ...b.shape.slice(1)], product);
}

/* Both factors with two axes; undefined for one that is neither vector nor matrix. */
export function asMatrices(a, b) {
  const left = { 1: [1, a.shape[0]], 2: a.shape }[a.shape.length];
  const right = { 1: [b.shape[0], 1], 2: b.shape }[b.shape.length];
  return [left && tensor(left, a.data), right && tensor(right, b.data)];
}

/* Equal up to the rounding of the engine that computed one of them, float32 included. */
export function close(a, b, tolerance = 1e-4) {
  return (
    sameShape(a.shape, b.shape) &&
    a.data.every(
      (value, i) =>
        Object.is(value, b.data[i]) ||
        Math.abs(value - b.data[i]) <= tolerance * (1 + Math.abs(b.data[i])),
    )
  );
}

/* "one number", "3 numbers" or "2 × 3". */
export function shapeText(shape) {
  if (shape.length === 0) return "one number";
  return shape.length === 1
    ? `${shape[0]} ${shape[0] === 1 ? "entry" : "entries"}`
    : shape.join(" × ");
}
