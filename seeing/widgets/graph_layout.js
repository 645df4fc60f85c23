/* Where every card and edge of a graph is drawn. Pure: sizes in, coordinates in px out. */

import { ordered } from "./graph_order.js";

const ROUNDS = 12;
const APART = 18; // px between the edges of two cards in one layer
const BEND = 0.5; // of a gap: how far an edge runs straight on before it turns

/* parents: [[ids], …], parents first; sizes: [{w, h}]; gap: px between layers, where the edges run;
   spread: px between two edges at one card; down: layers from top to bottom, else left to right.
   Returns {width, height, boxes: [{x, y, w, h}], edges: [{from, to, slot, curves, turn}]}; a
   curve is four points of a cubic Bézier, from the parent to the child; curves[turn] is the first
   that crosses a gap. */
export function layoutOf({ parents, output, sizes, gap, spread, down }) {
  // "along" is the way from leaves to output, "across" the other; one code serves both directions.
  const turned = sizes.map(({ w, h }) => (down ? { along: h, across: w } : { along: w, across: h }));
  const { rows, bundles } = ordered(parents, output);
  const across = acrossOf(rows, (item) => breadth(item, turned, spread));
  const starts = [];
  const depths = rows.map((row) => Math.max(...row.map((item) => turned[item.node]?.along ?? 0)));
  depths.reduce((start, depth, layer) => { starts[layer] = start; return start + depth + gap; }, 0);
  const placed = { rows, bundles, across, starts, depths, turned, spread };
  const point = (along, side) => (down ? { x: side, y: along } : { x: along, y: side });
  const boxes = boxesOf(placed).map(({ along, side, depth, breadth: b }) => ({
    ...point(along, side), ...(down ? { w: b, h: depth } : { w: depth, h: b }),
  }));
  const edges = edgesOf(placed).map((edge) => ({
    ...edge, curves: edge.curves.map((curve) => curve.map(([along, side]) => point(along, side))),
  }));
  return { ...extent(boxes, edges), boxes, edges };
}

function breadth(item, turned, spread) {
  if (item.node !== undefined) return turned[item.node].across;
  return 8 + spread * (item.bundle.slots.length - 1);
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
  for (const row of [...rows, ...rows]) settle(row, size, middle, (item) => wanted(item, null, middle));
  for (const row of [...rows].reverse()) settle(row, size, middle, (item) => wanted(item, "after", middle));
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
  for (const { mean, items } of pools) for (const { item, offset: o } of items) middle.set(item, mean + o);
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

/* Each edge leaves and enters at a place of its own, sorted so that none cross at a card. */
function edgesOf({ bundles, across, starts, depths, turned, spread }) {
  const edges = bundles.flatMap(({ from, to, slots, chain }) =>
    slots.map((slot, lane) => ({ from, to, slot, chain, lane, lanes: slots.length })));
  const ports = (end, next) => {
    const found = new Map();
    for (const id of new Set(edges.map((edge) => edge[end]))) {
      const own = edges.filter((edge) => edge[end] === id).sort((a, b) =>
        across.get(next(a)) - across.get(next(b)) || a.to - b.to || a.slot - b.slot);
      const room = Math.min(spread, (turned[id].across - 20) / Math.max(1, own.length - 1));
      for (const [i, edge] of own.entries()) found.set(edge, (i - (own.length - 1) / 2) * room);
    }
    return found;
  };
  const leaving = ports("from", ({ chain }) => chain[1]);
  const entering = ports("to", ({ chain }) => chain.at(-2));
  return edges.map((edge) => {
    const { chain, lane, lanes } = edge;
    const stops = chain.map((item, i) => {
      const shift = i === 0 ? leaving.get(edge) : i === chain.length - 1 ? entering.get(edge)
        : (lane - (lanes - 1) / 2) * spread;
      const [start, depth] = [starts[item.layer], depths[item.layer]];
      const inset = item.node === undefined ? 0 : (depth - turned[item.node].along) / 2;
      return { side: across.get(item) + shift, start, end: start + depth, inset };
    });
    return { from: edge.from, to: edge.to, slot: edge.slot, curves: curvesOf(stops), turn: stops[0].inset > 0 ? 1 : 0 };
  });
}

/* Straight through a layer, so that an edge touches no card; turning only in the gaps. */
function curvesOf(stops) {
  const curves = [];
  const straight = (from, to, side) => {
    if (to > from) curves.push([[from, side], [from, side], [to, side], [to, side]]);
  };
  for (let i = 1; i < stops.length; i += 1) {
    const [a, b] = [stops[i - 1], stops[i]];
    const turn = (b.start - a.end) * BEND;
    straight(a.end - a.inset, a.end, a.side);
    curves.push([[a.end, a.side], [a.end + turn, a.side], [b.start - turn, b.side], [b.start, b.side]]);
    straight(b.start, i === stops.length - 1 ? b.start + b.inset : b.end, b.side);
  }
  return curves;
}

/* Move all to start at 0, 0; returns the whole size. */
function extent(boxes, edges) {
  const points = [...new Set(edges.flatMap(({ curves }) => curves.flat()))];
  const corners = [...points, ...boxes.flatMap(({ x, y, w, h }) => [{ x, y }, { x: x + w, y: y + h }])];
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...corners.map(({ x }) => x)), Math.max(...corners.map(({ y }) => y))];
  for (const place of [...points, ...boxes]) {
    place.x -= left;
    place.y -= top;
  }
  return { width: right - left, height: bottom - top };
}

/* A point of a cubic Bézier, 0 ≤ t ≤ 1. */
export function pointAt([a, b, c, d], t) {
  const s = 1 - t;
  const mix = (axis) => s ** 3 * a[axis] + 3 * s ** 2 * t * b[axis] + 3 * s * t ** 2 * c[axis] + t ** 3 * d[axis];
  return { x: mix("x"), y: mix("y") };
}

/* Where the labels of edges stand: in the first gap after the parent, clear of each other and of all
   cards where that can be. labels: [{curve, w, h}]; returns a point for each, the label's middle. */
export function labelPlaces(labels, boxes) {
  const taken = boxes.map(({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2, w, h }));
  return labels.map(({ curve, w, h }) => {
    const tries = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((t) => ({ ...pointAt(curve, t), w, h }));
    const hits = tries.map((place) => taken.reduce((sum, other) => sum + overlap(place, other), 0));
    const best = tries[hits.indexOf(Math.min(...hits))];
    taken.push(best);
    return best;
  });
}

function overlap(a, b) {
  const x = (a.w + b.w) / 2 - Math.abs(a.x - b.x);
  const y = (a.h + b.h) / 2 - Math.abs(a.y - b.y);
  return x > 0 && y > 0 ? x * y : 0;
}
