/* Where every card and edge of a graph is drawn. Pure: sizes in, coordinates in px out. */

import { edgesOf } from "./edges.js";

export { ordered } from "./order.js";

const ROUNDS = 12;
const APART = 18; // px between the edges of two cards in one layer
const BESIDE = 7; // px between the labels of two edges
const AROUND = 34; // px of an edge before and after its label

/* order: what `ordered` returns, which takes longest and needs no sizes; sizes: of the cards, [{w,
   h}]; labels: for each node the largest that an edge from it carries, [{w, h}]: they make the room
   between layers and between edges; down: layers from top to bottom, else left to right. Returns
   {width, height, boxes: [{x, y, w, h}], edges: [{from, to, slot, curves, turn}]}; a curve is four
   points of a cubic Bézier, from the parent to the child; curves[turn] is the first that crosses a
   gap. */
export function layoutOf({ order: { rows, bundles }, sizes, labels, down }) {
  // "along" is the way from leaves to output, "across" the other; one code serves both directions.
  const turn = ({ w, h }) => (down ? { along: h, across: w } : { along: w, across: h });
  const [turned, carried] = [sizes.map(turn), labels.map(turn)];
  const spread = carried.map((label) => label.across + BESIDE);
  const across = acrossOf(rows, (item) => breadth(item, turned, spread));
  const depths = rows.map((row) => Math.max(...row.map(({ node }) => turned[node]?.along ?? 0)));
  const gaps = rows.map(
    (row) => AROUND + Math.max(0, ...row.map(({ node }) => carried[node]?.along ?? 0)),
  );
  const starts = depths.map((_, layer) =>
    depths.slice(0, layer).reduce((sum, depth, i) => sum + depth + gaps[i], 0),
  );
  const placed = { rows, bundles, across, starts, depths, turned, spread };
  const point = (along, side) => (down ? { x: side, y: along } : { x: along, y: side });
  const boxes = boxesOf(placed).map(({ along, side, depth, breadth: b }) => ({
    ...point(along, side),
    ...(down ? { w: b, h: depth } : { w: depth, h: b }),
  }));
  const edges = edgesOf(placed).map((edge) => ({
    ...edge,
    curves: edge.curves.map((curve) => curve.map(([along, side]) => point(along, side))),
  }));
  return { ...extent(boxes, edges), boxes, edges };
}

function breadth(item, turned, spread) {
  if (item.node !== undefined) return turned[item.node].across;
  return 8 + spread[item.bundle.from] * (item.bundle.slots.length - 1);
}

/* The middle of each item: as near to the middle of its neighbours as the others let it. */
function acrossOf(rows, size) {
  const middle = new Map();
  for (const row of rows) settle(row, size, middle, () => 0);
  for (let sweep = 0; sweep < ROUNDS; sweep += 1) {
    const [order, side] = sweep % 2 === 0 ? [rows, "before"] : [[...rows].reverse(), "after"];
    for (const row of order) settle(row, size, middle, (item) => wanted(item, side, middle));
  }
  // By all neighbours, so that a node stands between what it comes from and what it goes to; then the
  // leaves go where their edges are straight.
  for (const row of [...rows, ...rows])
    settle(row, size, middle, (item) => wanted(item, null, middle));
  for (const row of [...rows].reverse())
    settle(row, size, middle, (item) => wanted(item, "after", middle));
  return middle;
}

function wanted(item, side, middle) {
  const all = [...item.before, ...item.after];
  const near = side && item[side].length ? item[side] : all;
  if (!near.length) return middle.get(item) ?? 0;
  return near.reduce((sum, other) => sum + middle.get(other), 0) / near.length;
}

/* The places nearest to the wanted ones, by least squares, with no two items closer than they may:
   pool adjacent violators (Ayer et al. 1955). */
function settle(row, size, middle, want) {
  let offset = 0;
  const pools = [];
  for (const [i, item] of row.entries()) {
    if (i > 0) offset += (size(row[i - 1]) + size(item)) / 2 + APART;
    pools.push({ mean: want(item) - offset, items: [{ item, offset }] });
    while (pools.length > 1 && pools.at(-2).mean > pools.at(-1).mean) {
      const [a, b] = pools.splice(-2);
      const [m, n] = [a.items.length, b.items.length];
      pools.push({ mean: (a.mean * m + b.mean * n) / (m + n), items: [...a.items, ...b.items] });
    }
  }
  for (const { mean, items } of pools)
    for (const { item, offset: o } of items) middle.set(item, mean + o);
}

function boxesOf({ rows, across, starts, depths, turned }) {
  const boxes = [];
  for (const item of rows.flat()) {
    if (item.node === undefined) continue;
    const { along: depth, across: b } = turned[item.node];
    const along = starts[item.layer] + (depths[item.layer] - depth) / 2;
    boxes[item.node] = { along, side: across.get(item) - b / 2, depth, breadth: b };
  }
  return boxes;
}

/* Move all to start at 0, 0; returns the whole size. */
function extent(boxes, edges) {
  const points = [...new Set(edges.flatMap(({ curves }) => curves.flat()))];
  const corners = [
    ...points,
    ...boxes.flatMap(({ x, y, w, h }) => [
      { x, y },
      { x: x + w, y: y + h },
    ]),
  ];
  const [left, top] = [
    Math.min(...corners.map(({ x }) => x)),
    Math.min(...corners.map(({ y }) => y)),
  ];
  const [right, bottom] = [
    Math.max(...corners.map(({ x }) => x)),
    Math.max(...corners.map(({ y }) => y)),
  ];
  for (const place of [...points, ...boxes]) {
    place.x -= left;
    place.y -= top;
  }
  return { width: right - left, height: bottom - top };
}
